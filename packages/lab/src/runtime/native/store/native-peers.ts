import { LabError } from "../../../errors.ts";
import { NO_PEERS } from "../../peers.ts";
import type { Member, Peers } from "../../runtime.ts";
import type { NativePlan } from "../plan.ts";
import { askPeer } from "./peers.ts";
import { storeOf } from "./store-of.ts";

const CLOSE_CONNECTIONS = ["CLIENT", "KILL", "USER", "peer"];

/** `readPlan`: the deployment's, which must be up. `folder`: the deployment's. */
export function nativePeers(readPlan: () => Promise<NativePlan>, folder: string): Peers {
  /** A server that does not let its peers in is for them as if it were cut off from the network. */
  const letPeersIn = async ({ name }: Member, access: "on" | "off", ...more: string[][]) => {
    const plan = await readPlan();
    const server = plan.servers.find((candidate) => candidate.name === name);
    // nodes of a cluster talk to each other without signing in
    if (!server || plan.settings.store !== "sentinel") throw new LabError(...NO_PEERS);
    if (!(await askPeer(plan, server, ["ACL", "SETUSER", "peer", access], ...more)))
      throw new LabError(`${name} does not answer.`);
  };
  return {
    async failOver(gently) {
      const store = storeOf(await readPlan(), folder);
      if (!store.failOver) throw new LabError(...NO_PEERS);
      await store.failOver(gently);
    },
    cutOff: (redis) => letPeersIn(redis, "off", CLOSE_CONNECTIONS),
    reconnect: (redis) => letPeersIn(redis, "on"),
  };
}
