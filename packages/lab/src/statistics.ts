/** The value that a share of the values, 0 to 1, does not exceed, by the nearest rank. NaN where there are no values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const sum = (values: Iterable<number>): number =>
  Iterator.from(values).reduce((all, value) => all + value, 0);

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Rounded to two digits after the point. */
export const hundredths = (value: number): number => Math.round(value * 100) / 100;
