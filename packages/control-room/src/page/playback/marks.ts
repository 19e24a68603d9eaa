import type { Chapter, Recording } from "../../wire/recording.ts";

/** One action on both sides is one mark: it is annotated at almost the same time. */
const SAME_ACTION_MS = 1000;

/** What a viewer can skip to: the chapters or, if there are none, each action that was taken. */
export function marksOf({ header, frames }: Recording): readonly Chapter[] {
  if (header.chapters.length > 0) return header.chapters;
  const marks: Chapter[] = [];
  for (const { at, update } of frames.map((frame) => ({ update: undefined, ...frame })))
    for (const { text } of update?.sides.flatMap(({ annotations }) => annotations) ?? [])
      if (!marks.some((mark) => mark.title === text && at - mark.at < SAME_ACTION_MS))
        marks.push({ at, title: text, text: "" });
  return marks;
}

/** The last mark up to this time, in seconds; undefined before the first. */
export const markAt = (marks: readonly Chapter[], seconds: number): Chapter | undefined =>
  marks.findLast(({ at }) => at <= seconds * 1000);
