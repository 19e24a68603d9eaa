import type { Deployment, Member, Runtime } from "@shop/lab/runtime/runtime.ts";
import type { ScenarioName } from "@shop/lab/scenarios.ts";
import { SCENARIOS } from "@shop/lab/scenarios.ts";

/** A runtime that runs nothing, and keeps what was asked of it. */
export function fakeRuntime(scenario: ScenarioName) {
  const asked: string[] = [];
  const { balancing, state } = SCENARIOS[scenario];
  const deployment: Deployment = { runtime: "native", scenario, balancing, url: "http://localhost:1" };
  const members: Member[] = [
    { id: "1", name: "shop-1", role: "replica", state: "ready", address: null },
    { id: "2", name: "shop-2", role: "replica", state: "stopped", address: null },
    ...(state === "redis"
      ? [{ id: "redis", name: "redis", role: "redis", state: "ready", address: null } as const]
      : []),
  ];
  const runtime = {
    name: "native",
    clientAddress: { by: "source" },
    look: async () => ({ deployment, members }),
    kill: async ({ name }) => void asked.push(`kill ${name}`),
    start: async ({ name }) => void asked.push(`start ${name}`),
    async scale(_, replicas) {
      asked.push(`scale ${replicas}`);
      return members;
    },
  } satisfies Partial<Runtime> as Partial<Runtime> as Runtime;
  return { runtime, deployment, asked };
}
