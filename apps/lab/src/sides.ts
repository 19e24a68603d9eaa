import { Side } from "@shop/control-room/server/side.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import type { Runtime } from "@shop/lab/runtime/runtime.ts";
import { SCENARIOS, type ScenarioName } from "@shop/lab/scenarios.ts";
import { shopPort } from "./arguments.ts";
import { say } from "./output.ts";

/** A scenario, and what runs its deployment. */
export interface SideDeployment {
  readonly scenario: ScenarioName;
  readonly own: Runtime;
}

/** Each side is a deployment of its own, under its scenario's name, so that commands in a terminal can say which side they mean. */
export function nameSides(scenarios: readonly ScenarioName[], runtime: Runtime): SideDeployment[] {
  return scenarios.map((scenario, i) => {
    const isTaken = scenarios.indexOf(scenario) < i;
    return { scenario, own: runtime.named(isTaken ? `${scenario}-${i + 1}` : scenario) };
  });
}

/** Brings the deployments up, one after the other, until the signal aborts. */
export async function bringUp(
  deployments: readonly SideDeployment[],
  seed: number,
  signal: AbortSignal,
): Promise<Side[]> {
  const sides: Side[] = [];
  for (const [i, { scenario, own }] of deployments.entries()) {
    if (signal.aborted) break;
    const port = i === 0 ? shopPort() : await freePort();
    const { balancing } = SCENARIOS[scenario];
    say(`bringing up ${scenario}`);
    const deployment = await own.up({ scenario, balancing, replicas: 3, port }, () => {});
    sides.push(new Side({ runtime: own, deployment, seed }));
  }
  return sides;
}
