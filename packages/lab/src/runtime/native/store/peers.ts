import type { Settings } from "../../runtime.ts";
import { askRedis } from "../ask-redis.ts";
import type { NativePlan, ServerPlan } from "../plan.ts";

/** Servers that replace each other, asked as their operator. */
export const askPeer = ({ peerSecret }: NativePlan, { port }: ServerPlan, ...commands: string[][]) =>
  askRedis(port, { username: "operator", password: peerSecret }, ...commands);

/** What INFO says of its role; null where it does not answer. A replica is in step when it has copied all and is connected. */
export async function replicationOf(plan: NativePlan, server: ServerPlan) {
  const [info] = (await askPeer(plan, server, ["INFO", "replication"])) ?? [];
  if (info === undefined) return null;
  return { isMaster: info.includes("role:master"), inStep: info.includes("master_link_status:up") };
}

/** How long a master may hear nothing of its replicas and still take changes, in the arm that relies on it. */
const MOST_LAG_SECONDS = 2;

/** Options of servers that replace each other. */
export const peerOptions = ({ waitsFor }: Settings): Record<string, string> =>
  waitsFor === "min-replicas-to-write 1"
    ? { "min-replicas-to-write": "1", "min-replicas-max-lag": `${MOST_LAG_SECONDS}` }
    : {};
