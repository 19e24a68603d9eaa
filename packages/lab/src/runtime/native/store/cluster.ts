import { execa } from "execa";
import { LabError } from "../../../errors.ts";
import { waitUntil } from "../../../wait-until.ts";
import type { NativePlan, ServerPlan } from "../plan.ts";
import { askPeer, peerOptions, replicationOf } from "./peers.ts";
import { redisLaunch } from "./redis-launch.ts";
import type { Store } from "./store.ts";

const FAILOVER_SECONDS = 20;

/** Three masters with a third of the carts each, and a replica of each that becomes master when its master is gone. */
export function cluster(plan: NativePlan): Store {
  const { servers, peerSecret, tools } = plan;
  const [first, ...others] = servers as [ServerPlan, ...ServerPlan[]];
  const look: Store["look"] = async (server) => {
    const [[info] = [], replication] = await Promise.all([
      askPeer(plan, server, ["CLUSTER", "INFO"]).then((replies) => replies ?? []),
      replicationOf(plan, server),
    ]);
    if (!info || !replication) return { isReady: false };
    const { isMaster, inStep } = replication;
    // before form() each is alone
    const isAlone = info.includes("cluster_known_nodes:1\r");
    return { isMaster, isReady: isAlone || (info.includes("cluster_state:ok") && (isMaster || inStep)) };
  };
  return {
    stages: [[first], others],
    url: `redis+cluster://shop@${servers.map(({ port }) => `127.0.0.1:${port}`).join()}`,
    launch(server, context) {
      const options = {
        "cluster-enabled": "yes",
        "cluster-port": `${server.busPort}`,
        "cluster-node-timeout": "2000",
        ...peerOptions(plan.settings),
      };
      return redisLaunch(server, context, options, { REDIS_PEER_PASSWORD: peerSecret });
    },
    look,
    async form() {
      const nodes = servers.map(({ port, busPort }) => `127.0.0.1:${port}@${busPort}`);
      const args = ["--user", "operator", "--cluster", "create", ...nodes, "--cluster-replicas", "1"];
      const redisCli = tools.redis.path.replace(/-server$/, "-cli");
      await execa(redisCli, [...args, "--cluster-yes"], { env: { REDISCLI_AUTH: peerSecret } });
      const allReady = async () => (await Promise.all(servers.map(look))).every(({ isReady }) => isReady);
      await waitUntil("the cluster to be up", allReady, { seconds: FAILOVER_SECONDS });
    },
    // CLUSTER FAILOVER is always gentle
    async failOver() {
      for (const server of servers) {
        const replication = await replicationOf(plan, server);
        if (!replication?.inStep || !(await askPeer(plan, server, ["CLUSTER", "FAILOVER"]))) continue;
        const isMaster = async () => (await replicationOf(plan, server))?.isMaster;
        await waitUntil(`${server.name} to be master`, isMaster, { seconds: FAILOVER_SECONDS });
        return;
      }
      throw new LabError("The cluster has no replica that could become master.");
    },
  };
}
