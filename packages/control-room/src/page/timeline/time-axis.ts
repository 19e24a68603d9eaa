import { TIMELINE_SECONDS, type TimelinePoint } from "../../wire/timeline.ts";

/** Unix times in seconds. */
export type TimeSpan = [begin: number, end: number];

/** What the timeline covers: the last two minutes up to the latest point; up to `now` while there is no point. */
export function timeSpan(points: readonly TimelinePoint[], now: number): TimeSpan {
  const end = points.at(-1)?.time ?? now;
  return [end - TIMELINE_SECONDS, end];
}

/** A plot that is narrower has room for one name on its time axis. */
const ROOM_FOR_THREE_PX = 420;

/** The times that the axis names: after a quarter, a half and three quarters of the span; in a narrow plot only the half. */
export function namedTimes([begin, end]: TimeSpan, widthPx: number): number[] {
  const quarters = widthPx < ROOM_FOR_THREE_PX ? [2] : [1, 2, 3];
  return quarters.map((quarter) => begin + (quarter * (end - begin)) / 4);
}

/** A time on the axis in words, as in "30 s ago". */
export function ago(time: number, [, end]: TimeSpan): string {
  return `${Math.round(end - time)} s ago`;
}
