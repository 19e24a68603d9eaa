import type { Arm, Experiment } from "../../src/engine/experiment.ts";
import { type ArmVerdict, judgeArm } from "../../src/engine/verdict.ts";
import type { ArmHistory } from "../../src/history/file.ts";

export const EMPTY: ArmHistory = { events: [], acts: [], samples: [] };

/** The first arm of an experiment with this role. */
export const armOf = (experiment: Experiment, role: Arm["role"]): Arm =>
  experiment.arms.find((arm) => arm.role === role) as Arm;

/** The verdict on an arm, by its name. `all`: the histories of other arms that it is compared with. */
export function judge(
  experiment: Experiment,
  name: string,
  history: ArmHistory,
  all?: ReadonlyMap<string, ArmHistory>,
): ArmVerdict {
  return judgeArm(experiment, experiment.arms.find((arm) => arm.name === name) as Arm, history, all);
}
