import type { TimelinePoint } from "../../wire/timeline.ts";
import { formatFigure } from "../side/format-figure.ts";
import { outagesOf, secondsOf } from "./outages.ts";
import type { PlotDefinition } from "./plot-definitions.ts";

/** A plot in words, for people who do not see it: each line's present value and its highest, and how long every request failed. */
export function summaryOf({ title, lines }: PlotDefinition, points: readonly TimelinePoint[]): string {
  if (points.length === 0) return `${title}: nothing yet.`;
  const inWords = lines.map(({ name, value }) => {
    const values = points.map(value);
    const highest = Math.max(...values.filter((height) => height !== null));
    if (highest === Number.NEGATIVE_INFINITY) return `${name} unknown`;
    return `${name} ${formatFigure(values.at(-1) ?? null).replace("–", "unknown")} now, ${formatFigure(highest)} at most`;
  });
  const seconds = secondsOf(outagesOf(points));
  const outage = seconds > 0 ? ` Every request failed for ${seconds} s.` : "";
  return `${title}, over the last two minutes: ${inWords.join("; ")}.${outage}`;
}
