import type { Member } from "../runtime.ts";
import { redisAnswers } from "./ask-redis.ts";
import { GENERATION_PATH } from "./nginx-files.ts";
import type { NativePlan, ReplicaPlan } from "./plan.ts";

/** What a member is, where, and how to ask whether it is ready. */
export interface Probe {
  readonly role: Member["role"];
  readonly port: number;
  readonly ready: () => Promise<boolean>;
}

export function probeOf(name: string, plan: NativePlan): Probe {
  if (name === "nginx") return { role: "nginx", port: plan.port, ready: () => hasTakenUp(plan) };
  const { redisPort } = plan;
  if (name === "redis") return { role: "redis", port: redisPort, ready: () => redisAnswers(redisPort) };
  const { port } = plan.replicas.find((replica) => replica.name === name) as ReplicaPlan;
  return { role: "replica", port, ready: async () => (await ask(port, "/readyz"))?.ok ?? false };
}

/** Whether the nginx that answers has read the plan's files. */
export async function hasTakenUp({ port, generation }: NativePlan): Promise<boolean> {
  return (await ask(port, GENERATION_PATH))?.text === `${generation}`;
}

async function ask(port: number, path: string): Promise<{ ok: boolean; text: string } | null> {
  const signal = AbortSignal.timeout(2000);
  return fetch(`http://127.0.0.1:${port}${path}`, { signal })
    .then(async (response) => ({ ok: response.ok, text: await response.text() }))
    .catch(() => null);
}
