import { ask } from "../ask.ts";
import { generationOf } from "../generation.ts";
import type { Member } from "../runtime.ts";
import { redisAnswers } from "./ask-redis.ts";
import { redisPasswordFile } from "./launch.ts";
import { allReplicas, type NativePlan, type ReplicaPlan } from "./plan.ts";

/** A member's role and port, and how to ask whether it is ready. */
interface Probe {
  readonly role: Member["role"];
  readonly port: number;
  readonly isReady: () => Promise<boolean>;
}

/** `name` is that of a member of the plan; `folder` the deployment's. */
export function probeOf(name: string, plan: NativePlan, folder: string): Probe {
  if (name === "nginx") return { role: "nginx", port: plan.port, isReady: () => hasLoadedConfig(plan) };
  if (name === "redis") {
    const port = plan.redisPort;
    return { role: "redis", port, isReady: () => redisAnswers(port, redisPasswordFile(folder)) };
  }
  const { port } = allReplicas(plan).find((replica) => replica.name === name) as ReplicaPlan;
  const isReady = async () => (await ask(`http://127.0.0.1:${port}/readyz`)) !== null;
  return { role: "replica", port, isReady };
}

/** Whether the nginx that answers has loaded the plan's files. */
async function hasLoadedConfig({ port, generation }: NativePlan): Promise<boolean> {
  return (await generationOf(port)) === `${generation}`;
}
