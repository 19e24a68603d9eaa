import * as Plot from "@observablehq/plot";
import type { ArmHistory } from "../../history/file.ts";
import type { Operation } from "../../history/history.ts";
import { latencies } from "../../history/questions.ts";
import { percentile } from "../../statistics.ts";
import type { Markup } from "../markup.ts";
import { readable } from "../words.ts";
import { panels } from "./figure.ts";
import type { Plotter } from "./plotter.ts";
import { draw, WIDTH } from "./svg.ts";

const BINS = 48;
const SHARES = [0.5, 0.9, 0.99] as const;

/** How long answers took: a histogram for each arm, over the same scale. */
export function latency(operation: Operation): Plotter {
  return (subject) => {
    const measured = new Map<string, number[]>();
    for (const [arm, history] of subject.history.arms) {
      const durations = [...clicked(history, operation), ...polled(history, operation)].filter(
        (duration) => duration > 0,
      );
      if (durations.length > 0) measured.set(arm, durations);
    }
    if (measured.size === 0) return null;
    const all = [...measured.values()].flat();
    // outliers would stretch the scale, so it leaves out the slowest thousandth
    const slow = Math.max(...[...measured.values()].map((durations) => percentile(durations, 0.999)));
    const least = all.reduce((smallest, duration) => Math.min(smallest, duration));
    const scale = [least * 0.9, Math.max(slow * 1.1, least * 2)] as const;
    const binned = new Map(
      [...measured].map(([arm, durations]) => [arm, histogram(durations, scale)] as const),
    );
    const top = Math.max(...[...binned.values()].flat().map(({ share }) => share));
    const plots = new Map(
      [...measured].map(([arm, durations]) => [
        arm,
        drawHistogram(arm, durations, binned.get(arm) ?? [], scale, top),
      ]),
    );
    return panels(
      subject,
      {
        title: "How long an answer took",
        caption: `Time from request to answer of “${operation}”, over a logarithmic scale. 50, 90 and 99 of 100 answers were at least as fast as the lines say.`,
      },
      plots,
    );
  };
}

interface Bin {
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

type Scale = readonly [least: number, most: number];

/** Bins that are equally wide on a logarithmic scale. */
function histogram(durations: readonly number[], [least, most]: Scale): Bin[] {
  const step = Math.log(most / least) / BINS;
  const counts = new Array<number>(BINS).fill(0);
  for (const duration of durations) {
    const bin = Math.floor(Math.log(duration / least) / step);
    if (bin < BINS) counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const edge = (bin: number) => least * Math.exp(bin * step);
  return counts.map((count, bin) => ({
    from: edge(bin),
    to: edge(bin + 1),
    share: count / durations.length,
  }));
}

function drawHistogram(
  arm: string,
  durations: readonly number[],
  bins: readonly Bin[],
  [least, most]: Scale,
  top: number,
): Markup {
  const marks = SHARES.map((share, lane) => {
    const time = percentile(durations, share);
    const words = `p${share * 100}: ${readable(time)} ms`;
    const isLate = Math.log(time / least) / Math.log(most / least) > 0.76;
    return { time, words, lane, isLate };
  });
  const [height, marginTop, marginBottom] = [180, 58, 34] as const;
  const lane = (n: number) => n * 18 - marginTop + 10;
  return draw({
    title: `${arm}: how long answers took`,
    description: `${durations.length} answers. ${marks.map(({ words }) => words).join(", ")}.`,
    height,
    marginTop,
    marginBottom,
    marginLeft: 6,
    marginRight: 6,
    width: WIDTH,
    x: { type: "log", domain: [least, most] },
    y: { domain: [0, top], axis: null },
    marks: [
      Plot.axisX({ label: "milliseconds", ticks: 5, tickFormat: readable, tickSize: 4, labelArrow: "none" }),
      Plot.rect(
        bins.filter(({ share }) => share > 0),
        { x1: "from", x2: "to", y1: 0, y2: "share", fill: "var(--hill)", insetRight: 0.6 },
      ),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
      ...marks.map(({ time, lane: n }) =>
        Plot.ruleX([time], { stroke: "var(--ink)", insetTop: lane(n) - 6, strokeWidth: 1.2 }),
      ),
      ...marks.map(({ time, words, lane: n, isLate }) =>
        Plot.text([words], {
          x: time,
          text: (label: string) => label,
          frameAnchor: "top",
          lineAnchor: "middle",
          dy: lane(n),
          dx: isLate ? -5 : 5,
          textAnchor: isLate ? "end" : "start",
          fontWeight: n === 0 ? "bold" : "normal",
          fill: "var(--ink)",
          stroke: "var(--paper)",
          strokeWidth: 4,
        }),
      ),
    ],
  });
}

const clicked = ({ events }: ArmHistory, operation: Operation): number[] =>
  latencies(
    events.filter(({ type }) => type === "invoke" || type === "ok"),
    operation,
  );

const polled = ({ polls = [] }: ArmHistory, operation: Operation): readonly number[] =>
  operation === "cart" ? polls.flatMap(({ waits }) => waits) : [];
