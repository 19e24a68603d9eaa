import { askRedis } from "../store/ask-redis.ts";
import { groupOf } from "../store/group-of.ts";
import type { Ask, PeerGroup } from "../store/peer-group.ts";
import { type Container, PORTS } from "./containers.ts";
import { tryDocker } from "./docker.ts";
import { isReachable } from "./reachable.ts";
import { storeIn } from "./services.ts";

/** How a container asks the server in it. redis/start.sh made the operator's password. */
const PASSWORD = 'cat "$REDIS_PEERS/password"';
const REDIS = `REDISCLI_AUTH=$(${PASSWORD}) redis-cli -e --user operator`;
const SENTINEL = `redis-cli -e -p ${PORTS.sentinel}`;

/** The Redis servers among these containers that replace each other; null where there are none. */
export function groupIn(containers: readonly Container[]): PeerGroup | null {
  const store = storeIn(containers);
  if (!store) return null;
  const servers = containers.filter(isPeer);
  const ask: Ask = async (peer, ...commands) => {
    const container = servers.find(({ name, running }) => running && name === peer.name);
    if (!container) return null;
    return (await isReachable(container)) ? askFromHere(container, commands) : askInside(container, commands);
  };
  // in their network a service's name is its host
  const peers = servers.map(({ name, service, role }) => ({ name, host: service, port: PORTS[role] }));
  return groupOf(store, peers, ask);
}

export const isPeer = ({ role }: Pick<Container, "role">) => role === "redis" || role === "sentinel";

type Commands = readonly string[][];

/** Starting a process in a container takes so much that customers would feel it. */
async function askFromHere({ id, role, address }: Container, commands: Commands): Promise<string[] | null> {
  const [host = "", port] = (address ?? "").split(":");
  const credentials = role === "sentinel" ? {} : await operatorOf(id);
  const replies = credentials && (await askRedis({ host, port: Number(port) }, credentials, ...commands));
  // all servers have a new password when all have started again
  if (!replies) passwords.delete(id);
  return replies;
}

async function askInside({ id, role }: Container, commands: Commands): Promise<string[] | null> {
  const client = role === "sentinel" ? SENTINEL : REDIS;
  const script = commands.map((words) => `${client} ${words.join(" ")}`).join(" && printf '\\0' && ");
  return (await tryDocker(["exec", id, "sh", "-c", script]))?.split("\0") ?? null;
}

/** By container. */
const passwords = new Map<string, string>();

/** Null where there is no password yet. */
async function operatorOf(id: string) {
  const password = passwords.get(id) ?? (await tryDocker(["exec", id, "sh", "-c", PASSWORD]));
  if (!password) return null;
  passwords.set(id, password);
  return { username: "operator", password };
}
