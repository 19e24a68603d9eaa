import { EXIT, type ExitCode } from "../errors.ts";
import type { ArmHistory, ExperimentHistory } from "../history/file.ts";
import { MissingMark } from "../history/questions.ts";
import { type Arm, armsOf, type Experiment, type Measurement, type Numbers } from "./experiment.ts";

/** `inconclusive`: nothing is proven either way. */
export type Verdict = "passed" | "deviated" | "inconclusive";

/** What was predicted for an arm beside what was seen in it. */
export interface ArmVerdict extends Measurement {
  readonly arm: string;
  readonly role: Arm["role"];
  readonly predicted: string;
  readonly asPredicted: boolean;
}

/** An experiment as it was judged. */
export interface ExperimentVerdict {
  readonly experiment: string;
  readonly claim: string;
  readonly verdict: Verdict;
  /** Why it is not `passed`; null where it is. */
  readonly why: string | null;
  readonly arms: readonly ArmVerdict[];
  /** Arms that a quick run left out, by name; absent where it left out none. */
  readonly leftOut?: readonly string[];
}

/**
 * Judges a recorded experiment. It passed only if every arm was run and steady, and the control showed the bad outcome. It deviated if
 * a steady subject did, unless that is compared with an arm that is not.
 */
export function judgeExperiment(
  experiment: Experiment,
  { header, arms }: ExperimentHistory,
): ExperimentVerdict {
  const wanted = armsOf(experiment, header);
  const leftOut = experiment.arms.filter((arm) => !wanted.includes(arm)).map(({ name }) => name);
  const judged = wanted.flatMap((arm) => {
    const history = arms.get(arm.name);
    return history ? [judgeArm(experiment, arm, history, arms)] : [];
  });
  return {
    experiment: experiment.name,
    claim: experiment.claim,
    ...conclude(wanted, judged),
    arms: judged,
    ...(leftOut.length > 0 && { leftOut }),
  };
}

/** Judges one arm. An arm whose history lacks a mark is unsteady: what the experiment does was not done. */
export function judgeArm(
  experiment: Experiment,
  arm: Arm,
  history: ArmHistory,
  all: ReadonlyMap<string, ArmHistory> = new Map(),
): ArmVerdict {
  const { name, role, predicts } = arm;
  const measured = measure(() => experiment.measure(arm, history, all));
  const asPredicted = measured.unsteady === null && predicts.holds(lookUp(measured.numbers));
  return { arm: name, role, predicted: predicts.says, ...measured, asPredicted };
}

const lookUp = (numbers: Numbers) => (name: string) => {
  const number = numbers[name];
  if (number === undefined) throw new Error(`A prediction is about "${name}", which was not measured.`);
  return number;
};

function measure(how: () => Measurement): Measurement {
  try {
    return how();
  } catch (error) {
    if (!(error instanceof MissingMark)) throw error;
    return { observed: "", unsteady: error.message, numbers: {} };
  }
}

function conclude(
  arms: readonly Arm[],
  judged: readonly ArmVerdict[],
): Pick<ExperimentVerdict, "verdict" | "why"> {
  const missing = arms.filter(({ name }) => !judged.some(({ arm }) => arm === name));
  if (missing.length > 0) return inconclusive(`not run: ${missing.map(({ name }) => name).join(", ")}`);
  const unsteady = judged.filter((arm) => arm.unsteady !== null);
  const isSteady = (name: string) => !unsteady.some(({ arm }) => arm === name);
  const decided = arms.filter(({ name, comparedWith = [] }) => [name, ...comparedWith].every(isSteady));
  // what one arm shows to be wrong is wrong, whatever can be said about the others
  const deviating = judged.find(
    ({ arm, role, asPredicted }) =>
      role === "subject" && !asPredicted && decided.some(({ name }) => name === arm),
  );
  if (deviating) return { verdict: "deviated", why: `${deviating.arm}: ${deviating.observed}` };
  const [first] = unsteady;
  if (first) return inconclusive(`${first.arm}: ${first.unsteady}`);
  const silent = judged.find((arm) => arm.role === "control" && !arm.asPredicted);
  if (silent)
    return inconclusive(
      `the control ${silent.arm} did not show it (${silent.observed}), so this could not have failed`,
    );
  return { verdict: "passed", why: null };
}

const inconclusive = (why: string) => ({ verdict: "inconclusive" as const, why });

/** The exit code of a run with these verdicts: a deviation outweighs an inconclusive experiment. */
export function exitCodeOf(verdicts: readonly ExperimentVerdict[]): ExitCode {
  if (verdicts.some(({ verdict }) => verdict === "deviated")) return EXIT.failed;
  return verdicts.every(({ verdict }) => verdict === "passed") ? EXIT.done : EXIT.undecided;
}
