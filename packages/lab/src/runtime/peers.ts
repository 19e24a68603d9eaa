import { LabError } from "../errors.ts";
import type { Peers, Runtime } from "./runtime.ts";

/** Message and hint where there are none. */
export const NO_PEERS = [
  "There is no Redis here that could replace another one.",
  "Bring one up: scripts/lab up redis --store sentinel",
] as const;

/** The runtime's peers. Throws a LabError where it cannot have any. */
export function requirePeers({ peers }: Runtime): Peers {
  if (typeof peers === "string") throw new LabError(`Not here: ${peers}.`, "--runtime native");
  return peers;
}
