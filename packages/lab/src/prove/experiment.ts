import type { ArmHistory } from "../history/file.ts";
import type { Settings } from "../runtime/runtime.ts";
import type { Balancing, ScenarioName } from "../scenarios.ts";
import type { Stage } from "./stage.ts";

/** One deployment that an experiment looks at, and what it predicts to see there. */
export interface Arm {
  readonly name: string;
  /** `control`: the bad thing must be seen here, or the experiment could not have failed. */
  readonly role: "control" | "subject";
  readonly scenario: ScenarioName;
  /** The scenario's own where left out. */
  readonly balancing?: Balancing;
  readonly replicas: number;
  /** What this deployment has otherwise than its scenario. */
  readonly settings?: Settings;
  readonly predicts: string;
}

/** What was seen in an arm. */
export interface Finding {
  /** In the words of the prediction. */
  readonly observed: string;
  readonly asPredicted: boolean;
  /** Why nothing can be said of this arm: its steady state did not hold. Null where it did. */
  readonly unsteady: string | null;
  /** What was counted or measured, by name; names carry their unit where they have one. */
  readonly numbers: Readonly<Record<string, number>>;
}

/** A claim, and the way to see whether it holds. */
export interface Experiment {
  readonly name: string;
  /** One plain sentence that can turn out to be wrong. */
  readonly claim: string;
  /** What is done in each arm, and why it must come out as predicted. */
  readonly method: string;
  /** What it means for somebody who runs a shop, in two plain sentences. */
  readonly meaning: string;
  readonly arms: readonly Arm[];
  /** One of its arms runs on a slow disk, which not every machine can have. */
  readonly needsSlowDisk?: true;
  /** How it acts. All that is seen goes into the stages' histories. */
  readonly run: OneByOne | SideBySide;
  /** Computed from the histories alone, so that recorded ones can be judged again. `all` are those of every arm, by name, for who compares arms. */
  judge(arm: Arm, history: ArmHistory, all?: ReadonlyMap<string, ArmHistory>): Finding;
}

/** Acts on one arm after the other. */
export type OneByOne = (stage: Stage, arm: Arm) => Promise<void>;

/** Acts on all arms while they are up at the same time, by name, for what must be compared in the same moment. Arms that need the same deployment share it. */
export interface SideBySide {
  readonly together: (stages: ReadonlyMap<string, Stage>) => Promise<void>;
}
