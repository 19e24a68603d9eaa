import { History } from "../history/history.ts";
import { freePort } from "../runtime/port.ts";
import type { Deployment, Runtime } from "../runtime/runtime.ts";
import { bringUp } from "./arm-deployment.ts";
import type { Arm, Experiment, SideBySide } from "./experiment.ts";
import type { RunnerOptions } from "./options.ts";
import { Stage } from "./stage.ts";

export const isSideBySide = ({ run }: Experiment): boolean => typeof run !== "function";

/** Runs an experiment on all of its arms at the same time; arms that need the same deployment share it. Returns a history for each arm. */
export async function runSideBySide(
  { arms, run }: Experiment,
  options: RunnerOptions,
): Promise<Map<string, History>> {
  const histories = new Map(arms.map(({ name }) => [name, new History()]));
  const deployments = new Map<string, { runtime: Runtime; deployment: Deployment }>();
  const bringUpBeside = async (arm: Arm) => {
    const isFirst = deployments.size === 0;
    const runtime = options.runtime.named(isFirst ? undefined : `arm-${deployments.size + 1}`);
    const port = isFirst ? options.port : await freePort();
    return { runtime, deployment: await bringUp(arm, { ...options, runtime, port }) };
  };
  await using cleanUp = new AsyncDisposableStack();
  cleanUp.defer(async () => {
    await Promise.all([...deployments.values()].map(({ runtime }) => runtime.down(() => {})));
  });
  const stages = new Map<string, Stage>();
  for (const arm of arms) {
    const key = JSON.stringify([arm.scenario, arm.balancing, arm.replicas, arm.settings]);
    const { runtime, deployment } = deployments.get(key) ?? (await bringUpBeside(arm));
    deployments.set(key, { runtime, deployment });
    const stage = new Stage(histories.get(arm.name) as History, deployment, { ...options, runtime });
    stages.set(arm.name, cleanUp.use(stage));
  }
  await (run as SideBySide).together(stages);
  return histories;
}
