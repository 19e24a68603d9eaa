import { EXIT, type ExitCode } from "../errors.ts";
import type { ExperimentHistory } from "../history/file.ts";
import type { Arm, Experiment, Finding } from "./experiment.ts";

/** `inconclusive`: nothing is proven either way. */
export type Verdict = "passed" | "deviated" | "inconclusive";

export interface ArmVerdict extends Finding {
  readonly arm: string;
  readonly role: Arm["role"];
  readonly predicted: string;
}

/** An experiment as it was judged. */
export interface ExperimentVerdict {
  readonly experiment: string;
  readonly claim: string;
  readonly verdict: Verdict;
  /** Why it is not `passed`; null where it is. */
  readonly why: string | null;
  readonly arms: readonly ArmVerdict[];
}

/** Judges a recorded experiment. Never `passed` unless every arm was run, was steady, and the control showed the bad thing. */
export function judgeExperiment(experiment: Experiment, history: ExperimentHistory): ExperimentVerdict {
  const arms = experiment.arms.flatMap((arm): ArmVerdict[] => {
    const recorded = history.arms.get(arm.name);
    if (!recorded) return [];
    return [
      {
        arm: arm.name,
        role: arm.role,
        predicted: arm.predicts,
        ...experiment.judge(arm, recorded, history.arms),
      },
    ];
  });
  return { experiment: experiment.name, claim: experiment.claim, ...conclude(experiment, arms), arms };
}

function conclude(
  experiment: Experiment,
  arms: readonly ArmVerdict[],
): { verdict: Verdict; why: string | null } {
  const missing = experiment.arms.filter(({ name }) => !arms.some(({ arm }) => arm === name));
  if (missing.length > 0) return inconclusive(`not run: ${missing.map(({ name }) => name).join(", ")}`);
  const unsteady = arms.find((arm) => arm.unsteady !== null);
  if (unsteady) return inconclusive(`${unsteady.arm}: ${unsteady.unsteady}`);
  const deviating = arms.find((arm) => arm.role === "subject" && !arm.asPredicted);
  if (deviating) return { verdict: "deviated", why: `${deviating.arm}: ${deviating.observed}` };
  const silent = arms.find((arm) => arm.role === "control" && !arm.asPredicted);
  if (silent)
    return inconclusive(
      `the control ${silent.arm} did not show it (${silent.observed}), so this could not have failed`,
    );
  return { verdict: "passed", why: null };
}

const inconclusive = (why: string) => ({ verdict: "inconclusive" as const, why });

/** Deviating weighs more than not knowing. */
export function exitCodeOf(verdicts: readonly ExperimentVerdict[]): ExitCode {
  if (verdicts.some(({ verdict }) => verdict === "deviated")) return EXIT.failed;
  return verdicts.every(({ verdict }) => verdict === "passed") ? EXIT.done : EXIT.undecided;
}
