import type { TimelinePoint } from "../../wire/timeline.ts";
import type { TimeSpan } from "./time-axis.ts";

/** The times during which every request failed. */
export function outagesOf(points: readonly TimelinePoint[]): TimeSpan[] {
  const outages: TimeSpan[] = [];
  for (const [i, { time, strangers }] of points.entries()) {
    if (strangers !== null) continue;
    const begin = points[i - 1]?.time ?? time;
    const last = outages.at(-1);
    if (last?.[1] === begin) last[1] = time;
    else outages.push([begin, time]);
  }
  return outages;
}

/** How many seconds these times last together, to the second. */
export const secondsOf = (outages: readonly TimeSpan[]): number =>
  Math.round(outages.reduce((sum, [begin, end]) => sum + end - begin, 0));
