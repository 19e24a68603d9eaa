import type { Act } from "../../history/history.ts";

/** Something that the lab did, from its beginning to its end, and where its name stands above the plot. */
export interface ActLabel {
  readonly words: string;
  /** Seconds. */
  readonly from: number;
  readonly to: number;
  /** The line above the plot that its name stands in, from 0; null where there is no room left. */
  readonly lane: number | null;
  /** The name stands left of its moment: to the right it would leave the plot. */
  readonly isLate: boolean;
}

/** A character's width at the plots' size of type, in pixels. */
const CHARACTER = 7.2;
const LANES = 6;

/** Joins the beginning and the end of each act, and lays out their names so that none covers another. */
export function layOutActs(
  acts: readonly Act[],
  width: number,
  [begin, end]: readonly [seconds: number, seconds: number],
): ActLabel[] {
  const labels = acts
    .filter(({ act }) => !act.endsWith(" done"))
    .map(({ act, member, time }) => {
      const isEnd = (other: Act) =>
        other.act === `${act} done` && other.member === member && other.time >= time;
      const done = acts.find(isEnd)?.time ?? time;
      return { words: member ? `${act} ${member}` : act, from: time / 1000, to: done / 1000 };
    });
  const takenUpTo = new Array<number>(LANES).fill(Number.NEGATIVE_INFINITY);
  return labels.map((label) => {
    const x = ((label.from - begin) / (end - begin)) * width;
    const length = (label.words.length + 1.5) * CHARACTER;
    const isLate = x + length > width;
    const left = isLate ? x - length : x;
    const lane = takenUpTo.findIndex((taken) => taken <= left);
    if (lane >= 0) takenUpTo[lane] = left + length;
    return { ...label, lane: lane < 0 ? null : lane, isLate };
  });
}
