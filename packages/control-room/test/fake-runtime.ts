import type { Deployment, Member, Runtime } from "@shop/lab/runtime/runtime.ts";
import type { ScenarioName } from "@shop/lab/scenarios.ts";
import { SCENARIOS } from "@shop/lab/scenarios.ts";

/** A runtime that runs nothing, and lists the calls that it got, as in "kill shop-1". shop-1 is ready, shop-2 is stopped. */
export function fakeRuntime(scenario: ScenarioName) {
  const calls: string[] = [];
  const { balancing, state } = SCENARIOS[scenario];
  const deployment: Deployment = { runtime: "native", scenario, balancing, url: "http://localhost:1" };
  const members: Member[] = [
    { name: "shop-1", role: "replica", state: "ready", address: null },
    { name: "shop-2", role: "replica", state: "stopped", address: null },
    ...(state === "redis" ? [{ name: "redis", role: "redis", state: "ready", address: null } as const] : []),
  ];
  const runtime = {
    name: "native",
    clientAddress: { by: "source" },
    deployment: async () => deployment,
    members: async () => members,
    kill: async (member: string) => void calls.push(`kill ${member}`),
    start: async (member: string) => void calls.push(`start ${member}`),
    scale: async (replicas: number) => void calls.push(`scale ${replicas}`),
  } as Partial<Runtime> as Runtime;
  return { runtime, deployment, calls };
}
