import { waitUntil } from "@shop/lab/wait-until.ts";
import { ask, type RedisGroup, startGroup, untilReplicated } from "./redis-group.ts";
import { freePort, type RedisServer, startRedisServer } from "./redis-server.ts";

/** The first and the last slot of each master. */
const SLOTS = [
  [0, 5460],
  [5461, 10922],
  [10923, 16383],
];

/** A cluster of three masters and three replicas. */
export interface RedisClusterGroup extends RedisGroup {
  /** Begins to move the key's slot to another master, with all that is in it. Resolves with a function that ends the move. */
  beginMove(key: string): Promise<() => Promise<void>>;
}

/** Starts a cluster. Its nodes call a master dead that has been silent for a second. */
export function startRedisCluster(): Promise<RedisClusterGroup> {
  return startGroup(async (own) => {
    const busPorts = await Promise.all(Array.from({ length: 6 }, freePort));
    const servers = await Promise.all(busPorts.map((port) => own(startNode(port))));
    const [masters, replicas] = [servers.slice(0, 3), servers.slice(3)];
    const everywhere = (what: string, holds: (said: string) => boolean, command: string) => {
      const all = () => Promise.all(servers.map((server) => ask(server, "CLUSTER", command)));
      return waitUntil(what, async () => (await all()).every(holds), { seconds: 20 });
    };
    for (const [i, master] of masters.entries())
      await ask(master, "CLUSTER", "ADDSLOTSRANGE", ...(SLOTS[i] ?? []).map(String));
    for (const [i, { port }] of servers.entries())
      await ask(masters[0] as RedisServer, "CLUSTER", "MEET", "127.0.0.1", `${port}`, `${busPorts[i]}`);
    await everywhere("nodes to know each other", (info) => info.includes("cluster_known_nodes:6"), "INFO");
    for (const [i, replica] of replicas.entries())
      await ask(replica, "CLUSTER", "REPLICATE", await ask(masters[i] as RedisServer, "CLUSTER", "MYID"));
    await everywhere("three replicas", (list) => list.split("slave ").length === 4, "NODES");
    await everywhere("the cluster to be up", (info) => info.includes("cluster_state:ok"), "INFO");
    await Promise.all(masters.map(untilReplicated));
    return groupOf(servers);
  });
}

function startNode(busPort: number): Promise<RedisServer> {
  const settings = [
    "--cluster-enabled",
    "yes",
    "--cluster-port",
    `${busPort}`,
    "--cluster-node-timeout",
    "1000",
  ];
  return startRedisServer(...settings);
}

function groupOf(servers: readonly RedisServer[]): RedisClusterGroup {
  /** The masters that live, by the slots that they say are theirs. */
  const masters = async () => {
    const roles = servers.map(async (server) => ({
      server,
      role: await ask(server, "ROLE").catch(() => ""),
    }));
    return (await Promise.all(roles))
      .filter(({ role }) => role.startsWith("master"))
      .map(({ server }) => server);
  };
  const masterOf = async (key: string) => {
    for (const master of await masters()) {
      const slot = await ask(master, "CLUSTER", "KEYSLOT", key);
      const own = (await ask(master, "CLUSTER", "NODES")).split("\n").find((line) => line.includes("myself"));
      if (own && hasSlot(own, Number(slot))) return master;
    }
    throw new Error(`No master that lives has ${key}.`);
  };
  return {
    url: `redis+cluster://${servers.map(({ port }) => `localhost:${port}`).join()}`,
    masterOf,
    replicated: async (key) => untilReplicated(await masterOf(key)),
    beginMove: async (key) => {
      const from = await masterOf(key);
      const to = (await masters()).find((master) => master !== from) as RedisServer;
      const [slot, fromId, toId] = await Promise.all([
        ask(from, "CLUSTER", "KEYSLOT", key),
        ask(from, "CLUSTER", "MYID"),
        ask(to, "CLUSTER", "MYID"),
      ]);
      await ask(to, "CLUSTER", "SETSLOT", slot, "IMPORTING", fromId);
      await ask(from, "CLUSTER", "SETSLOT", slot, "MIGRATING", toId);
      const [keys] = (await from.say([["CLUSTER", "GETKEYSINSLOT", slot, "1000"]])) as [string[]];
      if (keys.length > 0)
        await ask(from, "MIGRATE", "127.0.0.1", `${to.port}`, "", "0", "5000", "KEYS", ...keys);
      return async () => {
        for (const node of [to, from]) await ask(node, "CLUSTER", "SETSLOT", slot, "NODE", toId);
      };
    },
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

/** Whether a line of CLUSTER NODES names the slot: its ninth field and those after it are slots and ranges. */
function hasSlot(line: string, slot: number): boolean {
  return line
    .trim()
    .split(" ")
    .slice(8)
    .filter((field) => !field.startsWith("["))
    .map((range) => range.split("-").map(Number))
    .some(([first = -1, last = first]) => first <= slot && slot <= last);
}
