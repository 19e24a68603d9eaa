import { join } from "node:path";
import { ROOT } from "../../../paths.ts";
import { isSentinel, MASTER_NAME } from "../../store/sentinel.ts";
import type { Launch, LaunchContext } from "../launch-context.ts";
import type { NativePlan, ServerPlan } from "../plan.ts";
import { argumentsOf, PEER_HOST, peerAccess, peerLaunch } from "./redis-launch.ts";
import type { Store } from "./store.ts";

/** One master and two replicas, and three Sentinels that make a replica master when the master is gone. */
export function sentinel({ servers }: NativePlan): Omit<Store, "look"> {
  const [first] = servers as [ServerPlan];
  const sentinels = servers.filter(isSentinel);
  const env = { REDIS_MASTER: `${PEER_HOST} ${first.port}` };
  return {
    url: `redis+sentinel://shop@${sentinels.map(({ port }) => `${PEER_HOST}:${port}`).join()}/${MASTER_NAME}`,
    launch(server, context) {
      if (isSentinel(server)) return sentinelLaunch(server, context, env);
      return peerLaunch(server, context, {}, { REDIS_NAME: PEER_HOST, ...(server !== first && env) });
    },
  };
}

function sentinelLaunch(
  { name, port }: ServerPlan,
  { plan: { tools }, folder }: LaunchContext,
  env: Record<string, string>,
): Launch {
  const [data, peers] = [join(folder, name), peerAccess(folder)];
  return {
    command: "sh",
    args: [join(ROOT, "redis", "sentinel.sh"), ...argumentsOf({ port, bind: "127.0.0.1", dir: data })],
    cwd: data,
    env: { REDIS_SERVER: tools.redis.path, REDIS_PEERS: peers, ...env },
    privateFolders: [data, peers],
  };
}
