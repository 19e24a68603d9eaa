import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { waitUntil } from "@shop/lab/wait-until.ts";
import { ask, type RedisGroup, startGroup, untilReplicated } from "./redis-group.ts";
import { type RedisServer, startRedisServer, startServer } from "./redis-server.ts";

/** The name under which the Sentinels know the master. */
export const NAME = "shop";

/** A master, its replicas, and Sentinels that are found by host name. */
export interface RedisSentinelGroup extends RedisGroup {
  readonly sentinels: readonly RedisServer[];
  /** Hands over to a replica without an outage, as for maintenance. */
  failover(): Promise<void>;
}

/** Starts one master, two replicas and three Sentinels. They call a master dead that has been silent for two seconds. */
export function startRedisSentinel(): Promise<RedisSentinelGroup> {
  return startGroup(async (own) => {
    const byName = ["--replica-announce-ip", "localhost"];
    const master = await own(startRedisServer(...byName));
    const replicaOf = ["--replicaof", "localhost", `${master.port}`];
    const replicas = await Promise.all([1, 2].map(() => own(startRedisServer(...byName, ...replicaOf))));
    const sentinels = await Promise.all([1, 2, 3].map(() => own(startSentinel(master.port, 2))));
    for (const sentinel of sentinels)
      await waitUntil("a Sentinel to know the others", () => knowsAll(sentinel), { seconds: 20 });
    return groupOf([master, ...replicas], sentinels);
  });
}

function groupOf(servers: readonly RedisServer[], sentinels: readonly RedisServer[]): RedisSentinelGroup {
  const [first] = sentinels as [RedisServer, ...RedisServer[]];
  const masterOf = async () => {
    const [, port] = (await ask(first, "SENTINEL", "GET-MASTER-ADDR-BY-NAME", NAME)).split(",");
    return servers.find((server) => server.port === Number(port)) as RedisServer;
  };
  return {
    url: `redis+sentinel://${sentinels.map(({ port }) => `localhost:${port}`).join()}/${NAME}`,
    sentinels,
    masterOf,
    replicated: async () => untilReplicated(await masterOf()),
    failover: async () => {
      await first.say([["SENTINEL", "FAILOVER", NAME]]);
    },
    stop: async () => {
      await Promise.all([...sentinels, ...servers].map((server) => server.stop()));
    },
  };
}

async function knowsAll(sentinel: RedisServer): Promise<boolean> {
  const [[master]] = (await sentinel.say([["SENTINEL", "MASTERS"]])) as [[Record<string, string>]];
  return master["num-slaves"] === "2" && master["num-other-sentinels"] === "2";
}

/** Starts a Sentinel that watches the master at a port. `quorum`: how many must call the master dead. */
export function startSentinel(masterPort: number, quorum = 1): Promise<RedisServer> {
  return startServer(async (port, dir) => {
    const file = join(dir, "sentinel.conf");
    const settings = [
      `port ${port}`,
      "bind 127.0.0.1",
      `dir ${dir}`,
      "sentinel resolve-hostnames yes",
      "sentinel announce-hostnames yes",
      `sentinel monitor ${NAME} localhost ${masterPort} ${quorum}`,
      `sentinel down-after-milliseconds ${NAME} 2000`,
      `sentinel failover-timeout ${NAME} 3000`,
    ];
    await writeFile(file, settings.join("\n"));
    return { command: "redis-server", args: [file, "--sentinel"], ready: "+monitor" };
  });
}
