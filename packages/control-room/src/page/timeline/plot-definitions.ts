import type { TimelinePoint } from "../../wire/timeline.ts";
import type { Palette } from "../palette.ts";

/** One line of a plot. */
export interface PlotLine {
  readonly name: string;
  readonly colour: keyof Pick<Palette, "error" | "ink" | "soft">;
  readonly isFilled: boolean;
  /** The height of the line at a point; null leaves a gap. */
  readonly value: (point: TimelinePoint) => number | null;
}

/** What one plot of the timeline shows. */
export interface PlotDefinition {
  readonly title: string;
  readonly heightPx: number;
  /** Whether annotations have their text here; otherwise they are lines only. */
  readonly hasAnnotationText: boolean;
  readonly lines: readonly PlotLine[];
  /** The top of the vertical axis. */
  readonly max: (points: readonly TimelinePoint[]) => number;
}

/** How many customers are taken for strangers, out of all customers. */
export const STRANGERS: PlotDefinition = {
  title: "Customers taken for strangers",
  heightPx: 120,
  hasAnnotationText: true,
  lines: [{ name: "strangers", colour: "error", isFilled: true, value: ({ strangers }) => strangers }],
  max: (points) => Math.max(10, ...points.map(({ customers }) => customers)),
};

/** The median and the 99th percentile of the latency, in milliseconds. */
export const LATENCY: PlotDefinition = {
  title: "Latency in milliseconds",
  heightPx: 90,
  hasAnnotationText: false,
  lines: [
    { name: "p50", colour: "soft", isFilled: false, value: ({ p50 }) => p50 },
    { name: "p99", colour: "ink", isFilled: false, value: ({ p99 }) => p99 },
  ],
  max: (points) => Math.max(20, ...points.map(({ p99 }) => (p99 ?? 0) * 1.1)),
};

/** A plot's data as uPlot wants it: the times, then a column for each line. */
export function columnsOf(
  { lines }: PlotDefinition,
  points: readonly TimelinePoint[],
): [times: number[], ...values: (number | null)[][]] {
  return [points.map(({ time }) => time), ...lines.map(({ value }) => points.map(value))];
}
