import { readFile } from "node:fs/promises";
import { askRedis } from "../../store/ask-redis.ts";
import { groupOf } from "../../store/group-of.ts";
import type { Ask, PeerGroup } from "../../store/peer-group.ts";
import { isSentinel } from "../../store/sentinel.ts";
import type { NativePlan } from "../plan.ts";
import { PEER_HOST, peerPasswordFile } from "./redis-launch.ts";

/** The plan's Redis servers that replace each other; null where there is one. `folder`: the deployment's. */
export function nativeGroup({ servers, settings }: NativePlan, folder: string): PeerGroup | null {
  const ask: Ask = async (peer, ...commands) => {
    const address = { host: "127.0.0.1", port: peer.port };
    if (isSentinel(peer)) return askRedis(address, {}, ...commands);
    const password = await readFile(peerPasswordFile(folder), "utf8").catch(() => "");
    return askRedis(address, { username: "operator", password }, ...commands);
  };
  const peers = servers.map(({ name, port }) => ({ name, host: PEER_HOST, port }));
  return settings.store ? groupOf(settings.store, peers, ask) : null;
}
