import { takeDown } from "../commands/down.ts";
import type { ArmHistory, ExperimentHistory } from "../history/file.ts";
import { History } from "../history/history.ts";
import { freePort } from "../runtime/port.ts";
import type { Deployment, Runtime, Say } from "../runtime/runtime.ts";
import { type Balancing, SCENARIOS } from "../scenarios.ts";
import type { Arm, Experiment, OneByOne, SideBySide } from "./experiment.ts";
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
    for (const group of Map.groupBy(steps, deploymentKey).values()) {
      signal.throwIfAborted();
      const first = group[0] as Step;
      if (isSideBySide(first.experiment)) {
        done += group.length;
        say(
          `[${done}/${steps.length}] ${first.experiment.name}: ${group.map(({ arm }) => arm.name).join(", ")}`,
        );
        const together = await runSideBySide(first.experiment, options);
        for (const [name, history] of together)
          histories[experiments.indexOf(first.experiment)]?.arms.set(name, history);
        continue;
      }
      await takeDown(() => {});
      const deployment = await bringUp(first.arm, options);
      for (const step of group) {
        const { experiment, arm } = step;
        say(`[${++done}/${steps.length}] ${experiment.name}: ${arm.name}`);
        const history = await runArm(experiment, arm, deployment, options);
        histories[experiments.indexOf(experiment)]?.arms.set(arm.name, history);
        if (step !== group.at(-1)) await restore(arm.replicas, deployment, options);
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

const deploymentKey = ({ experiment, arm }: Step) =>
  isSideBySide(experiment)
    ? experiment.name
    : `${arm.scenario}/${balancingOf(arm)}/${arm.replicas}/${JSON.stringify(arm.settings ?? {})}`;

const isSideBySide = ({ run }: Experiment): boolean => typeof run !== "function";

async function bringUp(arm: Arm, { runtime, port, say }: RunOptions): Promise<Deployment> {
  const { scenario, replicas, settings = {} } = arm;
  say(`bringing up ${scenario}, balancing ${balancingOf(arm)}`);
  return runtime.up({ scenario, balancing: balancingOf(arm), replicas, port, settings }, () => {});
}

async function runArm(
  experiment: Experiment,
  arm: Arm,
  deployment: Deployment,
  options: RunOptions,
): Promise<ArmHistory> {
  const history = new History();
  await onStage(history, deployment, options, (stage) => (experiment.run as OneByOne)(stage, arm));
  return history;
}

async function runSideBySide(
  { arms, run }: Experiment,
  options: RunOptions,
): Promise<Map<string, ArmHistory>> {
  await takeDown(() => {});
  const stages = new Map<string, Stage>();
  const histories = new Map<string, History>();
  try {
    for (const [i, arm] of arms.entries()) {
      const runtime = i === 0 ? options.runtime : options.runtime.beside(i);
      const port = i === 0 ? options.port : await freePort();
      const deployment = await bringUp(arm, { ...options, runtime, port });
      const history = new History();
      histories.set(arm.name, history);
      stages.set(arm.name, newStage(history, deployment, { ...options, runtime }));
    }
    await (run as SideBySide).together(stages);
  } finally {
    for (const stage of stages.values()) await stage.close();
    await takeDown(() => {});
  }
  return histories;
}

function newStage(history: History, deployment: Deployment, options: RunOptions): Stage {
  const { runtime, seed, quick, signal, say } = options;
  // every arm of an experiment meets the same chance
  const random = seededRandom(seed);
  return new Stage({ runtime, deployment, history, random, quick, signal, say: (line) => say(`  ${line}`) });
}

async function onStage(
  history: History,
  deployment: Deployment,
  options: RunOptions,
  act: (stage: Stage) => Promise<void>,
): Promise<void> {
  const stage = newStage(history, deployment, options);
  try {
    await act(stage);
  } finally {
    await stage.close();
  }
}

/** The deployment as it was brought up: what was killed is started, what was scaled is scaled back, and nginx knows all of it. */
async function restore(replicas: number, deployment: Deployment, options: RunOptions): Promise<void> {
  const { runtime } = options;
  const members = await runtime.members();
  const stopped = members.filter(({ state }) => state === "stopped");
  const wrongNumber = members.filter(({ role }) => role === "replica").length !== replicas;
  if (stopped.length === 0 && !wrongNumber) return;
  for (const { name } of stopped) await runtime.start(name);
  if (wrongNumber) await runtime.scale(replicas, () => {});
  const names = Array.from({ length: replicas }, (_, i) => `shop-${i + 1}`);
  await onStage(new History(), deployment, options, (stage) => stage.untilMet(names));
}
