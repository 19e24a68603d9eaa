import { History } from "../history/history.ts";
import { isOfNextVersion } from "../runtime/members.ts";
import { NO_RELEASE } from "../runtime/release.ts";
import { type Deployment, isRunning } from "../runtime/runtime.ts";
import { SCENARIOS } from "../scenarios.ts";
import type { Arm } from "./experiment.ts";
import type { RunnerOptions } from "./options.ts";
import { Stage } from "./stage.ts";

/** Brings up what an arm needs. */
export async function bringUp(arm: Arm, { runtime, port, say }: RunnerOptions): Promise<Deployment> {
  const { scenario, balancing = SCENARIOS[scenario].balancing, replicas, settings = {} } = arm;
  say(`bringing up ${scenario}, balancing ${balancing}`);
  return runtime.up({ scenario, balancing, replicas, port, settings }, () => {});
}

/** Changes the deployment to what the arm needs, whatever state the previous arm left: all replicas run, and nginx knows them. */
export async function prepare(
  { scenario, balancing = SCENARIOS[scenario].balancing, replicas }: Arm,
  deployment: Deployment,
  options: RunnerOptions,
): Promise<void> {
  const { runtime } = options;
  const snapshot = await runtime.look();
  const { members } = snapshot;
  const stopped = members.filter((member) => !isRunning(member));
  const isReleasing = members.some(isOfNextVersion);
  const wrongNumber = members.filter(({ name }) => name.startsWith("shop-")).length !== replicas;
  for (const member of stopped) await runtime.start(member);
  if (isReleasing) await runtime.release(snapshot, NO_RELEASE, () => {});
  if (wrongNumber) await runtime.scale(snapshot, replicas, () => {});
  if (snapshot.deployment?.balancing !== balancing) await runtime.balance(snapshot, balancing);
  else if (stopped.length === 0 && !isReleasing && !wrongNumber) return;
  await using stage = new Stage(new History(), deployment, options);
  await stage.untilMet(Array.from({ length: replicas }, (_, i) => `shop-${i + 1}`));
}
