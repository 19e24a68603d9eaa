import { percentile, sum } from "@shop/lab/statistics.ts";
import type { Slice } from "./measure.ts";

/** A ratio of two measurements' CPU time for each request, slice by slice: its median, and its quartiles as the spread. */
export interface Ratio {
  readonly median: number;
  readonly quartiles: readonly [low: number, high: number];
}

type Processes = readonly (keyof Slice["cpu"])[];

/** `of` over `to`. Slices of the same round are compared with one another. `processes`: those whose CPU time counts. */
export function cpuRatio(
  of: readonly Slice[],
  to: readonly Slice[],
  processes: Processes = ["replicas"],
): Ratio {
  const time = (slice: Slice | undefined) =>
    sum(processes.map((process) => slice?.cpu[process] ?? Number.NaN));
  const ratios = of.map((slice, i) => time(slice) / time(to[i]));
  return {
    median: percentile(ratios, 0.5),
    quartiles: [percentile(ratios, 0.25), percentile(ratios, 0.75)],
  };
}
