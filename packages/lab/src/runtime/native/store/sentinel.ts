import { join } from "node:path";
import { LabError } from "../../../errors.ts";
import { ROOT } from "../../../paths.ts";
import { waitUntil } from "../../../wait-until.ts";
import { askRedis } from "../ask-redis.ts";
import type { Launch, LaunchContext } from "../launch-context.ts";
import type { NativePlan, ServerPlan } from "../plan.ts";
import { askPeer, peerOptions, replicationOf } from "./peers.ts";
import { argumentsOf, redisLaunch } from "./redis-launch.ts";
import type { ServerStatus, Store } from "./store.ts";

/** The name under which redis/sentinel.sh watches the master. */
const NAME = "shop";
const FAILOVER_SECONDS = 20;
/** Until the master has been told that it is a replica, and no longer than a few seconds. */
const PAUSE_CHANGES = ["CLIENT", "PAUSE", "5000", "WRITE"];

/** One master and two replicas, and three Sentinels that make a replica master when the master is gone. */
export function sentinel(plan: NativePlan): Store {
  const [first, ...others] = plan.servers.filter((server) => !isSentinel(server)) as [
    ServerPlan,
    ...ServerPlan[],
  ];
  const sentinels = plan.servers.filter(isSentinel);
  const env = { REDIS_PEER_PASSWORD: plan.peerSecret, REDIS_MASTER: `localhost ${first.port}` };

  /** The port of the master that a Sentinel names; null where none answers. */
  const masterPort = async (): Promise<number | null> => {
    for (const { port } of sentinels) {
      const [reply] = (await askRedis(port, {}, ["SENTINEL", "GET-MASTER-ADDR-BY-NAME", NAME])) ?? [];
      if (reply) return Number(reply.split(",")[1]);
    }
    return null;
  };
  const lookAtRedis = async (server: ServerPlan): Promise<ServerStatus> => {
    const [replication, named] = await Promise.all([replicationOf(plan, server), masterPort()]);
    if (!replication) return { isReady: false, isMaster: named === server.port };
    // an old master that is back takes itself for the master until a Sentinel corrects it
    const isMaster = named === null ? replication.isMaster : named === server.port;
    return { isMaster, isReady: isMaster ? replication.isMaster : replication.inStep };
  };
  return {
    stages: [[first], others, sentinels],
    url: `redis+sentinel://shop@${sentinels.map(({ port }) => `localhost:${port}`).join()}/${NAME}`,
    launch(server, context) {
      if (isSentinel(server)) return sentinelLaunch(server, context, env);
      const options = { "replica-announce-ip": "localhost", ...peerOptions(plan.settings) };
      const { REDIS_MASTER, ...ofFirst } = env;
      return redisLaunch(server, context, options, server === first ? ofFirst : env);
    },
    look: async (server) =>
      isSentinel(server) ? { isReady: await knowsAll(server, others.length) } : lookAtRedis(server),
    async failOver(gently) {
      const before = await masterPort();
      const master = plan.servers.find(({ port }) => port === before);
      // Sentinels do not: what the master takes after a replica has taken over would be lost
      if (gently && master) await askPeer(plan, master, PAUSE_CHANGES, ["WAIT", `${others.length}`, "1000"]);
      const handOver = ({ port }: ServerPlan) => askRedis(port, {}, ["SENTINEL", "FAILOVER", NAME]);
      let begun: string[] | null = null;
      for (const sentinel of sentinels) begun ??= await handOver(sentinel);
      if (!begun) throw new LabError("No Sentinel can hand over now.", "scripts/lab status");
      await waitUntil("another Redis to be master", async () => (await masterPort()) !== before, {
        seconds: FAILOVER_SECONDS,
        hint: "scripts/lab logs sentinel-1",
      });
    },
  };
}

const isSentinel = ({ name }: ServerPlan) => name.startsWith("sentinel-");

/** Whether enough Sentinels agree with this one to make a replica master, and all replicas are known. */
async function knowsAll({ port }: ServerPlan, replicas: number): Promise<boolean> {
  const replies = await askRedis(port, {}, ["SENTINEL", "CKQUORUM", NAME], ["INFO", "sentinel"]);
  return replies?.[1]?.includes(`slaves=${replicas}`) ?? false;
}

function sentinelLaunch(
  { name, port }: ServerPlan,
  { plan: { tools }, folder }: LaunchContext,
  env: Record<string, string>,
): Launch {
  const data = join(folder, name);
  return {
    command: "sh",
    args: [join(ROOT, "redis", "sentinel.sh"), ...argumentsOf({ port, bind: "127.0.0.1", dir: data })],
    cwd: data,
    env: { REDIS_SERVER: tools.redis.path, ...env },
    privateFolders: [data],
  };
}
