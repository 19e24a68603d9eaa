/** A figure for people: with thousands separators, one decimal only below 10, and a dash for null. */
export function formatFigure(value: number | null): string {
  if (value === null) return "–";
  return value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 });
}
