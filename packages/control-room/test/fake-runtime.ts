import type { Deployment, Member, Runtime, Snapshot } from "@shop/lab/runtime/runtime.ts";
import type { ScenarioName } from "@shop/lab/scenarios.ts";
import { SCENARIOS } from "@shop/lab/scenarios.ts";

/** A runtime that runs nothing, and lists the calls that it got, as in "kill shop-1". shop-1 is ready, shop-2 is stopped, until `takeDown`. */
export function fakeRuntime(scenario: ScenarioName) {
  const calls: string[] = [];
  const { balancing, state } = SCENARIOS[scenario];
  const deployment: Deployment = {
    name: scenario,
    runtime: "native",
    scenario,
    balancing,
    url: "http://localhost:4712",
  };
  const members: Member[] = [
    { id: "1", name: "shop-1", role: "replica", state: "ready", address: null },
    { id: "2", name: "shop-2", role: "replica", state: "stopped", address: null },
    ...(state === "redis"
      ? [{ id: "redis", name: "redis", role: "redis", state: "ready", address: null } as const]
      : []),
  ];
  let snapshot: Snapshot = { deployment, members };
  const takeDown = () => {
    snapshot = { deployment: null, members: [] };
  };
  const runtime = {
    name: "native",
    clientAddress: { by: "source" },
    look: async () => snapshot,
    async *logLines() {},
    kill: async ({ name }) => void calls.push(`kill ${name}`),
    start: async ({ name }) => void calls.push(`start ${name}`),
    async scale(_, replicas) {
      calls.push(`scale ${replicas}`);
      return members;
    },
    balance: async (_, balancing) => {
      calls.push(`balance ${balancing}`);
      return deployment;
    },
  } satisfies Partial<Runtime> as Partial<Runtime> as Runtime;
  return { runtime, deployment, calls, takeDown };
}
