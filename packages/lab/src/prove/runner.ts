import { takeDown } from "../commands/down.ts";
import type { ArmHistory, ExperimentHistory } from "../history/file.ts";
import { History } from "../history/history.ts";
import type { Deployment, Runtime, Say } from "../runtime/runtime.ts";
import { type Balancing, SCENARIOS } from "../scenarios.ts";
import type { Arm, Experiment } from "./experiment.ts";
import { seededRandom } from "./random.ts";
import { Stage } from "./stage.ts";

export interface RunOptions {
  readonly runtime: Runtime;
  readonly port: number;
  readonly seed: number;
  readonly quick: boolean;
  readonly signal: AbortSignal;
  readonly say: Say;
}

interface Step {
  readonly experiment: Experiment;
  readonly arm: Arm;
}

/**
 * Runs experiments and gives the history of each, with the arms that were run before the signal said stop. Arms that need the same
 * deployment share it, one after the other, whichever experiment they belong to: bringing one up costs more than most arms.
 */
export async function runExperiments(
  experiments: readonly Experiment[],
  options: RunOptions,
): Promise<ExperimentHistory[]> {
  const { runtime, seed, quick, say, signal } = options;
  const began = new Date().toISOString();
  const histories = experiments.map(({ name }) => ({
    header: { experiment: name, seed, quick, runtime: runtime.name, began },
    arms: new Map<string, ArmHistory>(),
  }));
  const steps = experiments.flatMap((experiment) =>
    experiment.arms.map((arm): Step => ({ experiment, arm })),
  );
  let done = 0;
  try {
    for (const group of Map.groupBy(steps, ({ arm }) => deploymentKey(arm)).values()) {
      signal.throwIfAborted();
      const deployment = await bringUp(group[0]?.arm as Arm, options);
      for (const { experiment, arm } of group) {
        say(`[${++done}/${steps.length}] ${experiment.name}: ${arm.name}`);
        const history = await runArm(experiment, arm, deployment, options);
        histories[experiments.indexOf(experiment)]?.arms.set(arm.name, history);
        await restore(runtime, arm.replicas);
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    say("interrupted: judging what is known");
  } finally {
    await takeDown(() => {});
  }
  return histories;
}

const balancingOf = ({ scenario, balancing }: Arm): Balancing => balancing ?? SCENARIOS[scenario].balancing;

const deploymentKey = (arm: Arm) => `${arm.scenario}/${balancingOf(arm)}/${arm.replicas}`;

async function bringUp(arm: Arm, { runtime, port, say }: RunOptions): Promise<Deployment> {
  await takeDown(() => {});
  const { scenario, replicas } = arm;
  say(`bringing up ${scenario}, balancing ${balancingOf(arm)}`);
  return runtime.up({ scenario, balancing: balancingOf(arm), replicas, port }, () => {});
}

async function runArm(
  experiment: Experiment,
  arm: Arm,
  deployment: Deployment,
  options: RunOptions,
): Promise<ArmHistory> {
  const { runtime, seed, quick, signal, say } = options;
  const history = new History();
  // every arm of an experiment meets the same chance
  const stage = new Stage({
    runtime,
    deployment,
    history,
    random: seededRandom(seed),
    quick,
    signal,
    say: (line) => say(`  ${line}`),
  });
  try {
    await experiment.run(stage, arm);
  } finally {
    await stage.close();
  }
  return history;
}

/** The deployment as it was brought up: what was killed is started, what was scaled is scaled back. */
async function restore(runtime: Runtime, replicas: number): Promise<void> {
  const members = await runtime.members();
  for (const { name, state } of members) if (state === "stopped") await runtime.start(name);
  if (members.filter(({ role }) => role === "replica").length !== replicas)
    await runtime.scale(replicas, () => {});
}
