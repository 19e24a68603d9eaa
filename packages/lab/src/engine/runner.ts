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

/**
 * Runs experiments and returns the history of each, with the arms that were run before the signal was aborted. Arms with the same
 * state share a deployment, one after the other, whichever experiment they belong to: bringing one up costs more than most arms.
 */
export async function runExperiments(
  experiments: readonly Experiment[],
  options: RunnerOptions,
): Promise<ExperimentHistory[]> {
  const { runtime, seed, quick, say, signal } = options;
  const began = new Date().toISOString();
  const recorded = new Map(experiments.map(({ name }) => [name, new Map<string, ArmHistory>()]));
  const steps = experiments.flatMap((experiment) =>
    armsOf(experiment, options).map((arm): Step => ({ experiment, arm })),
  );
  let begun = 0;
  await takeDown(() => {});
  try {
    for (const group of Map.groupBy(steps, deploymentKey).values()) {
      signal.throwIfAborted();
      const { experiment, arm } = group[0] as Step;
      if (isSideBySide(experiment)) {
        begun += group.length;
        say(
          `[${begun}/${steps.length}] ${experiment.name}: ${experiment.arms.map(({ name }) => name).join(", ")}`,
        );
        recorded.set(experiment.name, await runSideBySide(experiment, options));
        continue;
      }
      const deployment = await bringUp(arm, options);
      for (const step of group) {
        say(`[${++begun}/${steps.length}] ${step.experiment.name}: ${step.arm.name}`);
        recorded.get(step.experiment.name)?.set(step.arm.name, await runArm(step, deployment, options));
      }
      await runtime.down(() => {});
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    say("interrupted: judging what is known");
  } finally {
    await takeDown(() => {});
  }
  const headerOf = (experiment: string) => ({ experiment, seed, quick, runtime: runtime.name, began });
  return [...recorded].map(([experiment, arms]) => ({ header: headerOf(experiment), arms }));
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
