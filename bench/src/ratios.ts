import { percentile } from "@shop/lab/statistics.ts";
import type { Slice } from "./measure.ts";

/** A ratio of two measurements' CPU time for each request, slice by slice: its median, and its quartiles as the spread. */
export interface Ratio {
  readonly median: number;
  readonly quartiles: readonly [low: number, high: number];
}

/** `of` over `to`. Slices of the same round are compared with one another. */
export function cpuRatio(of: readonly Slice[], to: readonly Slice[]): Ratio {
  const ratios = of.map(({ cpu }, i) => cpu.replicas / (to[i]?.cpu.replicas ?? Number.NaN));
  return {
    median: percentile(ratios, 0.5),
    quartiles: [percentile(ratios, 0.25), percentile(ratios, 0.75)],
  };
}
