import type { ArmHistory, ExperimentHistory } from "../history/file.ts";
import { History } from "../history/history.ts";
import { freePort } from "../runtime/port.ts";
import { NO_RELEASE } from "../runtime/release.ts";
import type { Deployment, Runtime, Say } from "../runtime/runtime.ts";
import { takeDown } from "../runtime/take-down.ts";
import { SCENARIOS } from "../scenarios.ts";
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
 * Runs experiments and gives the history of each, with the arms that were run before the signal said stop. Arms with the same state
 * share a deployment, one after the other, whichever experiment they belong to: bringing one up costs more than most arms.
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
  await takeDown(() => {});
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
      const deployment = await bringUp(first.arm, options);
      for (const { experiment, arm } of group) {
        say(`[${++done}/${steps.length}] ${experiment.name}: ${arm.name}`);
        await prepare(arm, deployment, options);
        const history = await runArm(experiment, arm, deployment, options);
        histories[experiments.indexOf(experiment)]?.arms.set(arm.name, history);
      }
      await runtime.down(() => {});
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    say("interrupted: judging what is known");
  } finally {
    await takeDown(() => {});
  }
  return histories;
}

const deploymentKey = ({ experiment, arm }: Step) =>
  isSideBySide(experiment)
    ? experiment.name
    : `${SCENARIOS[arm.scenario].state} ${JSON.stringify({ persistence: "always", ...arm.settings })}`;

const isSideBySide = ({ run }: Experiment): boolean => typeof run !== "function";

async function bringUp(arm: Arm, { runtime, port, say }: RunOptions): Promise<Deployment> {
  const { scenario, balancing = SCENARIOS[scenario].balancing, replicas, settings = {} } = arm;
  say(`bringing up ${scenario}, balancing ${balancing}`);
  return runtime.up({ scenario, balancing, replicas, port, settings }, () => {});
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
  const stages = new Map<string, Stage>();
  const histories = new Map<string, History>();
  const deployments = new Map<string, { runtime: Runtime; deployment: Deployment }>();
  const bringUpBeside = async (arm: Arm) => {
    const slot = deployments.size;
    const runtime = options.runtime.inSlot(slot);
    const port = slot === 0 ? options.port : await freePort();
    return { runtime, deployment: await bringUp(arm, { ...options, runtime, port }) };
  };
  try {
    for (const arm of arms) {
      const key = `${arm.scenario} ${arm.balancing} ${arm.replicas} ${JSON.stringify(arm.settings)}`;
      const { runtime, deployment } = deployments.get(key) ?? (await bringUpBeside(arm));
      deployments.set(key, { runtime, deployment });
      const history = new History();
      histories.set(arm.name, history);
      stages.set(arm.name, newStage(history, deployment, { ...options, runtime }));
    }
    await (run as SideBySide).together(stages);
  } finally {
    for (const stage of stages.values()) await stage.close();
    await Promise.all([...deployments.values()].map(({ runtime }) => runtime.down(() => {})));
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

/** Makes of the deployment what the arm needs, whatever the one before has left: nginx knows all replicas, and all are alive. */
async function prepare(
  { scenario, balancing = SCENARIOS[scenario].balancing, replicas }: Arm,
  deployment: Deployment,
  options: RunOptions,
): Promise<void> {
  const { runtime } = options;
  const snapshot = await runtime.look();
  const { members } = snapshot;
  const stopped = members.filter(({ state }) => state === "stopped");
  const isReleasing = members.some(({ name }) => name.startsWith("next-"));
  const wrongNumber = members.filter(({ name }) => name.startsWith("shop-")).length !== replicas;
  for (const member of stopped) await runtime.start(member);
  if (isReleasing) await runtime.release(snapshot, NO_RELEASE, () => {});
  if (wrongNumber) await runtime.scale(snapshot, replicas, () => {});
  if (snapshot.deployment?.balancing !== balancing) await runtime.balance(snapshot, balancing);
  else if (stopped.length === 0 && !isReleasing && !wrongNumber) return;
  const names = Array.from({ length: replicas }, (_, i) => `shop-${i + 1}`);
  await onStage(new History(), deployment, options, (stage) => stage.untilMet(names));
}
