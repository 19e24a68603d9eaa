import type { TimelinePoint } from "../../wire/timeline.ts";
import type { Palette } from "../palette.ts";

/** One line of a plot. Two lines of one plot differ in colour and in dash, for people who do not see colours. */
export interface PlotLine {
  /** Stands beside its right end. */
  readonly name: string;
  readonly colour: keyof Pick<Palette, "accent" | "error" | "ink">;
  readonly isDashed: boolean;
  readonly isFilled: boolean;
  /** The height of the line at a point; null leaves a gap. */
  readonly value: (point: TimelinePoint) => number | null;
}

/** What one plot of the timeline shows. */
export interface PlotDefinition {
  readonly title: string;
  /** Of the plot alone, without its axis and annotations. */
  readonly heightPx: number;
  readonly lines: readonly PlotLine[];
  /** The top of the vertical axis, which is the same on both sides: by the points of both. */
  readonly max: (points: readonly TimelinePoint[]) => number;
}

/** How many customers are taken for strangers, out of all customers. */
export const STRANGERS: PlotDefinition = {
  title: "Customers taken for strangers",
  heightPx: 80,
  lines: [
    {
      name: "strangers",
      colour: "error",
      isDashed: false,
      isFilled: true,
      value: ({ strangers }) => strangers,
    },
  ],
  max: (points) => Math.max(10, ...points.map(({ customers }) => customers)),
};

/** How many requests a second failed, by how. */
export const FAILURES: PlotDefinition = {
  title: "Failed requests per second",
  heightPx: 56,
  lines: [
    {
      name: "503",
      colour: "error",
      isDashed: false,
      isFilled: true,
      value: ({ unavailablePerSecond }) => unavailablePerSecond,
    },
    {
      name: "no answer",
      colour: "ink",
      isDashed: true,
      isFilled: false,
      value: ({ unreachablePerSecond }) => unreachablePerSecond,
    },
  ],
  max: (points) =>
    1.1 *
    Math.max(
      10,
      ...points.flatMap(({ unavailablePerSecond, unreachablePerSecond }) => [
        unavailablePerSecond,
        unreachablePerSecond,
      ]),
    ),
};

/** The median and the 99th percentile of the latency, in milliseconds. */
export const LATENCY: PlotDefinition = {
  title: "Latency in milliseconds",
  heightPx: 68,
  lines: [
    { name: "p50", colour: "accent", isDashed: false, isFilled: false, value: ({ p50 }) => p50 },
    { name: "p99", colour: "ink", isDashed: true, isFilled: false, value: ({ p99 }) => p99 },
  ],
  max: (points) => Math.max(20, ...points.map(({ p99 }) => (p99 ?? 0) * 1.1)),
};

/** The plots of a side, from top to bottom. */
export const PLOTS: readonly PlotDefinition[] = [STRANGERS, FAILURES, LATENCY];

/** A plot's data as uPlot wants it: the times, then a column for each line. */
export function columnsOf(
  { lines }: PlotDefinition,
  points: readonly TimelinePoint[],
): [times: number[], ...values: (number | null)[][]] {
  return [points.map(({ time }) => time), ...lines.map(({ value }) => points.map(value))];
}
