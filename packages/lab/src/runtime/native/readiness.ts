import { generationOf } from "../generation.ts";
import type { Member } from "../runtime.ts";
import { redisAnswers } from "./ask-redis.ts";
import { redisPasswordFile } from "./launch.ts";
import { allReplicas, type NativePlan, type ReplicaPlan } from "./plan.ts";

/** What a member is, where, and how to ask whether it is ready. */
export interface Probe {
  readonly role: Member["role"];
  readonly port: number;
  readonly ready: () => Promise<boolean>;
}

export function probeOf(name: string, plan: NativePlan, folder: string): Probe {
  if (name === "nginx") return { role: "nginx", port: plan.port, ready: () => hasTakenUp(plan) };
  const { redisPort } = plan;
  if (name === "redis")
    return {
      role: "redis",
      port: redisPort,
      ready: () => redisAnswers(redisPort, redisPasswordFile(folder)),
    };
  const { port } = allReplicas(plan).find((replica) => replica.name === name) as ReplicaPlan;
  return { role: "replica", port, ready: () => isReady(port) };
}

/** Whether the nginx that answers has read the plan's files. */
export async function hasTakenUp({ port, generation }: NativePlan): Promise<boolean> {
  return (await generationOf(port)) === `${generation}`;
}

async function isReady(port: number): Promise<boolean> {
  const signal = AbortSignal.timeout(2000);
  return fetch(`http://127.0.0.1:${port}/readyz`, { signal }).then(
    ({ ok }) => ok,
    () => false,
  );
}
