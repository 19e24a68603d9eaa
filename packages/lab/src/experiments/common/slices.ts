import type { SideBySide } from "../../engine/experiment.ts";
import type { Stage } from "../../engine/stage.ts";
import type { ArmHistory } from "../../history/file.ts";
import type { HistoryEvent } from "../../history/history.ts";
import { between } from "../../history/questions.ts";
import type { Shopper } from "../../shopper/shopper.ts";

const SLICE = "slice";

interface TakingTurns {
  /** How many slices each arm gets, and how many in a quick run. */
  readonly slices: { readonly full: number; readonly quick: number };
  readonly begin: (stage: Stage, arm: string) => Promise<readonly Shopper[]>;
  readonly act: (stage: Stage, arm: string, customers: readonly Shopper[], slice: number) => Promise<unknown>;
}

/** Arms act in short slices that take turns, so that other load on the machine affects all of them alike. */
export const takingTurns = ({ slices, begin, act }: TakingTurns): SideBySide => ({
  async together(stages) {
    const customers = new Map<Stage, readonly Shopper[]>();
    for (const [arm, stage] of stages) customers.set(stage, await begin(stage, arm));
    const isQuick = stages.values().some(({ quick }) => quick);
    for (let slice = 0; slice < (isQuick ? slices.quick : slices.full); slice++) {
      for (const [arm, stage] of stages) {
        stage.signal.throwIfAborted();
        stage.mark(SLICE);
        await act(stage, arm, customers.get(stage) ?? [], slice);
      }
    }
  },
});

/** What an arm saw in each of its slices; the last one ends with the history. */
export function recordedSlices({ events, acts }: ArmHistory): HistoryEvent[][] {
  const begins = acts.filter(({ act }) => act === SLICE).map(({ time }) => time);
  return begins.map((begin, i) => between(events, begin, begins[i + 1]));
}
