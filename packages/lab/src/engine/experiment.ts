import type { ArmHistory } from "../history/file.ts";
import type { Operation } from "../history/history.ts";
import type { Settings } from "../runtime/runtime.ts";
import type { Balancing, ScenarioName } from "../scenarios.ts";
import type { Stage } from "./stage.ts";

/** What was counted or measured in an arm, by name. A name ends with its unit where there is one. */
export type Numbers = Readonly<Record<string, number>>;

/** What an experiment expects to see: a sentence to print, and the same sentence as a check. */
export interface Prediction {
  readonly says: string;
  /** `the` gives a number of the arm by its name; it throws where there is none of that name. */
  holds(the: (name: string) => number): boolean;
}

/** Whether all numbers of these names are zero. */
export const allZero = (the: Parameters<Prediction["holds"]>[0], ...names: readonly string[]): boolean =>
  names.every((name) => the(name) === 0);

/** A prediction that prints as `says`. */
export const predict = (says: string, holds: Prediction["holds"]): Prediction => ({ says, holds });

/** One deployment that an experiment looks at, and what it predicts to see there. */
export interface Arm {
  readonly name: string;
  /** `control`: the bad outcome must show here, or the experiment could not have failed. */
  readonly role: "control" | "subject";
  readonly scenario: ScenarioName;
  /** How nginx balances, where that is not the scenario's own way. */
  readonly balancing?: Balancing;
  readonly replicas: number;
  /** How this deployment differs from its scenario. */
  readonly settings?: Settings;
  /** A quick run leaves it out: the claim stands or falls without it. */
  readonly notQuick?: true;
  /** The arms by which its prediction is decided, by name: where nothing can be said about one of them, nothing can about this one. */
  readonly comparedWith?: readonly string[];
  readonly predicts: Prediction;
}

/** What was seen in an arm. */
export interface Measurement {
  /** In the words of the prediction. */
  readonly observed: string;
  /** Why nothing can be said about this arm: its steady state did not hold. Null where it did. */
  readonly unsteady: string | null;
  readonly numbers: Numbers;
}

/** A figure of the report, and what it shows. `from` and `to` are marks of the history. */
export type Figure =
  | { readonly plot: "served" | "fates" | "kept" }
  | { readonly plot: "latency"; readonly operation: Operation }
  | { readonly plot: "load"; readonly from?: string; readonly to?: string };

/** A row of the comparison of sticky and shared sessions, and the arms whose observations stand on either side of it. */
export interface Evidence {
  readonly row: ComparisonRow;
  readonly sticky?: readonly string[];
  readonly shared?: readonly string[];
}

/** The rows of the comparison; report/comparison.ts has their words. */
export type ComparisonRow =
  | "where-state-lives"
  | "who-can-serve"
  | "load"
  | "server-dies"
  | "scaling"
  | "deploys"
  | "cost"
  | "weak-point";

/** A claim, and the way to find out whether it holds. */
export interface Experiment {
  readonly name: string;
  /** One plain sentence that can turn out to be wrong. */
  readonly claim: string;
  /** What is done in each arm, and why it must come out as predicted. */
  readonly method: string;
  /** What it means for the owner of a shop, in two plain sentences. */
  readonly meaning: string;
  readonly arms: readonly Arm[];
  /** One of its arms runs on a slow disk, which not every machine can provide. */
  readonly needsSlowDisk?: true;
  /** Its arms have several Redis servers that replace each other, which not every runtime has. */
  readonly needsPeers?: true;
  /** Its arms have two nginx, each with a list of replicas of its own, which not every runtime has. */
  readonly needsBalancers?: true;
  /** How it acts. All observations go into the histories of its stages. */
  readonly run: OneByOne | SideBySide;
  /** Computed from histories alone, so that a recorded run can be judged again. `all`: the histories of every arm, by name. */
  measure(arm: Arm, history: ArmHistory, all: ReadonlyMap<string, ArmHistory>): Measurement;
  readonly figures: readonly Figure[];
  readonly evidence: readonly Evidence[];
  /** The experiment in one sentence, for the top of the report; null where the numbers of its arms do not support one. */
  headline?(numbers: ReadonlyMap<string, Numbers>): string | null;
}

/** Acts on one arm after the other. */
export type OneByOne = (stage: Stage, arm: Arm) => Promise<void>;

/** Acts on all arms at the same time, by name, for comparisons within the same moment. Arms that need the same deployment share it. */
export interface SideBySide {
  readonly together: (stages: ReadonlyMap<string, Stage>) => Promise<void>;
}

/** The arms of a run. */
export const armsOf = ({ arms }: Pick<Experiment, "arms">, { quick }: { readonly quick: boolean }) =>
  arms.filter(({ notQuick }) => !(quick && notQuick));

type Deviation = Partial<Omit<Arm, "role" | "scenario" | "predicts">>;

/** An arm in which the bad outcome must show. Three replicas, and the scenario's name, unless `more` says otherwise. */
export const control = (scenario: ScenarioName, predicts: Prediction, more: Deviation = {}): Arm => ({
  name: scenario,
  role: "control",
  scenario,
  replicas: 3,
  predicts,
  ...more,
});

/** An arm that the claim is about. Three replicas, and the scenario's name, unless `more` says otherwise. */
export const subject = (scenario: ScenarioName, predicts: Prediction, more: Deviation = {}): Arm => ({
  ...control(scenario, predicts, more),
  role: "subject",
});
