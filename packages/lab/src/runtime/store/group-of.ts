import type { Store } from "../runtime.ts";
import { clusterGroup } from "./cluster.ts";
import type { Ask, Peer, PeerGroup } from "./peer-group.ts";
import { sentinelGroup } from "./sentinel.ts";

/** The servers of a store, asked in the runtime's way. */
export const groupOf = (store: Store, peers: readonly Peer[], ask: Ask): PeerGroup =>
  (store === "sentinel" ? sentinelGroup : clusterGroup)(peers, ask);
