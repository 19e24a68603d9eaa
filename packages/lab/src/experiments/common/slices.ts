import type { Stage } from "../../engine/stage.ts";
import type { ArmHistory } from "../../history/file.ts";
import type { HistoryEvent } from "../../history/history.ts";
import { slicesOf } from "../../history/questions.ts";

const SLICE = "slice";

/** Lets the arms act in short slices that take turns, so that everything else that the machine does falls on all of them alike. */
export async function inSlices(
  stages: ReadonlyMap<string, Stage>,
  count: number,
  act: (arm: string, stage: Stage, slice: number) => Promise<unknown>,
): Promise<void> {
  for (let slice = 0; slice < count; slice++) {
    for (const [arm, stage] of stages) {
      stage.signal.throwIfAborted();
      stage.mark(SLICE);
      await act(arm, stage, slice);
    }
  }
}

/** What an arm saw in each of its slices. */
export const recordedSlices = (history: ArmHistory): HistoryEvent[][] => slicesOf(SLICE, history);
