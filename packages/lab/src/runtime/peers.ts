import { LabError } from "../errors.ts";
import type { Peers, Runtime } from "./runtime.ts";
import type { PeerGroup } from "./store/peer-group.ts";

/** The runtime's peers. Throws a LabError where it cannot have any. */
export function requirePeers({ peers }: Runtime): Peers {
  if (typeof peers === "string")
    throw new LabError(`Not here: ${peers}.`, "--runtime compose, or --runtime native");
  return peers;
}

/** `find`: the servers of what is up; null where they are not several. */
export function peersOf(find: () => Promise<PeerGroup | null>): Peers {
  const group = async () => {
    const found = await find();
    if (!found)
      throw new LabError(
        "There is no Redis here that could replace another one.",
        "Bring one up: scripts/lab up redis --store sentinel",
      );
    return found;
  };
  return {
    failOver: async (gently) => (await group()).failOver(gently),
    cutOff: async ({ name }) => (await group()).cutOff(name),
    reconnect: async ({ name }) => (await group()).reconnect(name),
  };
}
