import { LabError } from "../errors.ts";
import type { ArmHistory, ExperimentHistory } from "../history/file.ts";
import { History } from "../history/history.ts";
import type { Deployment } from "../runtime/runtime.ts";
import { takeDown } from "../runtime/take-down.ts";
import { SCENARIOS } from "../scenarios.ts";
import { bringUp, prepare } from "./arm-deployment.ts";
import { type Arm, armsOf, type Experiment, type OneByOne } from "./experiment.ts";
import type { RunnerOptions } from "./options.ts";
import { isSideBySide, runSideBySide } from "./side-by-side.ts";
import { Stage } from "./stage.ts";

interface Step {
  readonly experiment: Experiment;
  readonly arm: Arm;
}

/** A part of a run that threw an error. */
export interface Failure {
  /** An experiment with its arms, or what else was done. */
  readonly what: string;
  /** Absent where it is about no experiment. */
  readonly experiment?: string;
  readonly error: unknown;
}

interface Outcome {
  /** Of each experiment, with the arms that were run. */
  readonly histories: readonly ExperimentHistory[];
  readonly failures: readonly Failure[];
}

/**
 * Runs experiments until the signal is aborted. An arm that throws an error counts as not run, and the run goes on. Throws only the
 * errors that come before anything is known.
 */
export async function runExperiments(
  experiments: readonly Experiment[],
  options: RunnerOptions,
): Promise<Outcome> {
  const { runtime, seed, quick, say, signal } = options;
  const began = new Date().toISOString();
  await takeDown(() => {});
  const run = new Run(experiments, options);
  try {
    await run.everyStep();
  } catch (error) {
    if (signal.aborted) say("interrupted: judging what is known");
    else run.note({ what: "the rest of the run", error });
  } finally {
    await takeDown(() => {}).catch((error) => run.note({ what: "taking down", error }));
  }
  const headerOf = (experiment: string) => ({ experiment, seed, quick, runtime: runtime.name, began });
  const histories = [...run.recorded].map(([experiment, arms]) => ({ header: headerOf(experiment), arms }));
  return { histories, failures: run.failures };
}

/** What is known of a run so far, by experiment and arm, and what went wrong. */
class Run {
  readonly recorded: Map<string, Map<string, ArmHistory>>;
  readonly failures: Failure[] = [];
  readonly #steps: readonly Step[];
  readonly #options: RunnerOptions;
  #begun = 0;

  constructor(experiments: readonly Experiment[], options: RunnerOptions) {
    this.recorded = new Map(experiments.map(({ name }) => [name, new Map()]));
    this.#steps = experiments.flatMap((experiment) =>
      armsOf(experiment, options).map((arm) => ({ experiment, arm })),
    );
    this.#options = options;
  }

  /**
   * Arms with the same state share a deployment, one after the other, whichever experiment they belong to: bringing one up costs more
   * than most arms.
   */
  async everyStep(): Promise<void> {
    for (const group of Map.groupBy(this.#steps, deploymentKey).values()) {
      const { experiment } = group[0] as Step;
      if (isSideBySide(experiment))
        await this.#attempt(experiment, experiment.arms, () => runSideBySide(experiment, this.#options));
      else await this.#oneByOne(group);
      await takeDown(() => {});
    }
  }

  async #oneByOne(steps: readonly Step[]): Promise<void> {
    let deployment: Deployment | undefined;
    for (const { experiment, arm } of steps) {
      const isRun = await this.#attempt(experiment, [arm], async () => {
        deployment ??= await bringUp(arm, this.#options);
        return new Map([[arm.name, await runArm({ experiment, arm }, deployment, this.#options)]]);
      });
      if (isRun) continue;
      // nobody knows in which state the error left it
      await takeDown(() => {});
      deployment = undefined;
    }
  }

  /** Runs arms of an experiment and records their histories. Returns whether that succeeded; throws where it was interrupted. */
  async #attempt(
    { name }: Experiment,
    arms: readonly Arm[],
    act: () => Promise<ReadonlyMap<string, ArmHistory>>,
  ): Promise<boolean> {
    const { signal, say } = this.#options;
    signal.throwIfAborted();
    this.#begun += arms.length;
    const what = `${name}: ${arms.map((arm) => arm.name).join(", ")}`;
    say(`[${this.#begun}/${this.#steps.length}] ${what}`);
    try {
      for (const [arm, history] of await act()) this.recorded.get(name)?.set(arm, history);
      return true;
    } catch (error) {
      signal.throwIfAborted();
      this.note({ what, experiment: name, error });
      return false;
    }
  }

  /** Says and keeps that a part of the run failed. Throws its error where nothing is known yet: there is nothing to save. */
  note(failure: Failure): void {
    if (this.recorded.values().every(({ size }) => size === 0)) throw failure.error;
    this.#options.say(`${failure.what} failed: ${inFull(failure.error)}`);
    this.failures.push(failure);
  }
}

function inFull(error: unknown): string {
  if (error instanceof LabError) return [error.message, error.hint].filter(Boolean).join("\n");
  return error instanceof Error ? `${error.stack}` : `${error}`;
}

const deploymentKey = ({ experiment, arm }: Step) =>
  isSideBySide(experiment)
    ? experiment.name
    : `${SCENARIOS[arm.scenario].state} ${JSON.stringify({ persistence: "always", ...arm.settings })}`;

async function runArm(
  { experiment, arm }: Step,
  deployment: Deployment,
  options: RunnerOptions,
): Promise<History> {
  await prepare(arm, deployment, options);
  const history = new History();
  await using stage = new Stage(history, deployment, options);
  await (experiment.run as OneByOne)(stage, arm);
  return history;
}
