import { ask } from "../ask.ts";
import { generationOf } from "../generation.ts";
import type { Member } from "../runtime.ts";
import type { ServerStatus } from "../store/peer-group.ts";
import { allReplicas, type NativePlan, type ReplicaPlan } from "./plan.ts";
import { storeOf } from "./store/store-of.ts";

/** A member's role and port, and how to ask whether it is ready. */
interface Probe {
  readonly role: Member["role"];
  readonly port: number;
  readonly look: () => Promise<ServerStatus>;
}

/** `name` is that of a member of the plan; `folder` the deployment's. */
export function probeOf(name: string, plan: NativePlan, folder: string): Probe {
  const balancer = plan.balancers.find((candidate) => candidate.name === name);
  if (balancer) {
    const { port } = balancer;
    return { role: "nginx", port, look: () => hasLoadedConfig(port, plan) };
  }
  const server = plan.servers.find((candidate) => candidate.name === name);
  if (server) {
    const role = name.startsWith("sentinel") ? "sentinel" : "redis";
    return { role, port: server.port, look: () => storeOf(plan, folder).look(server) };
  }
  const { port } = allReplicas(plan).find((replica) => replica.name === name) as ReplicaPlan;
  const look = async () => ({ isReady: (await ask(`http://127.0.0.1:${port}/readyz`)) !== null });
  return { role: "replica", port, look };
}

/** Whether the nginx that answers on this port has loaded the plan's files. */
async function hasLoadedConfig(port: number, { generation }: NativePlan): Promise<ServerStatus> {
  return { isReady: (await generationOf(port)) === `${generation}` };
}
