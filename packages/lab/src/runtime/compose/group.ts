import { groupOf } from "../store/group-of.ts";
import type { Ask, PeerGroup } from "../store/peer-group.ts";
import { isSentinel } from "../store/sentinel.ts";
import { type Container, PORTS } from "./containers.ts";
import { tryDocker } from "./docker.ts";
import { storeIn } from "./services.ts";

/** How a container asks the server in it. redis/start.sh made the operator's password. */
const REDIS = 'REDISCLI_AUTH=$(cat "$REDIS_PEERS/password") redis-cli -e --user operator';
const SENTINEL = `redis-cli -e -p ${PORTS.sentinel}`;

/** The Redis servers among these containers that replace each other; null where there are none. */
export function groupIn(containers: readonly Container[]): PeerGroup | null {
  const store = storeIn(containers);
  if (!store) return null;
  const servers = containers.filter(isPeer);
  const ask: Ask = async (peer, ...commands) => {
    const container = servers.find(({ name, running }) => running && name === peer.name);
    const client = isSentinel(peer) ? SENTINEL : REDIS;
    const script = commands.map((words) => `${client} ${words.join(" ")}`).join(" && printf '\\0' && ");
    const replies = container && (await tryDocker(["exec", container.id, "sh", "-c", script]));
    return replies?.split("\0") ?? null;
  };
  // in their network a service's name is its host
  const peers = servers.map(({ name, service, role }) => ({ name, host: service, port: PORTS[role] }));
  return groupOf(store, peers, ask);
}

export const isPeer = ({ role }: Pick<Container, "role">) => role === "redis" || role === "sentinel";
