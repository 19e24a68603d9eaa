import { TIMELINE_SECONDS, type TimelinePoint } from "../../wire/timeline.ts";

/** Unix times in seconds. */
export type TimeSpan = [begin: number, end: number];

/** What the timeline covers: the last two minutes up to the latest point; up to `now` while there is no point. */
export function timeSpan(points: readonly TimelinePoint[], now: number): TimeSpan {
  const end = points.at(-1)?.time ?? now;
  return [end - TIMELINE_SECONDS, end];
}

/** The times that the axis names: after a quarter, a half and three quarters of the span. */
export function quartersOf([begin, end]: TimeSpan): number[] {
  return [1, 2, 3].map((quarter) => begin + (quarter * (end - begin)) / 4);
}

/** A time on the axis in words, as in "30 s ago". */
export function ago(time: number, [, end]: TimeSpan): string {
  return `${Math.round(end - time)} s ago`;
}
