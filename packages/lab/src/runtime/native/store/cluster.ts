import type { NativePlan, ServerPlan } from "../plan.ts";
import { peerLaunch } from "./redis-launch.ts";
import type { Store } from "./store.ts";

/** Three masters with a third of the carts each, and a replica of each that becomes master when its master is gone. */
export function cluster({ servers }: NativePlan): Omit<Store, "look"> {
  const addressOf = ({ port, busPort }: ServerPlan) => `127.0.0.1:${port}@${busPort}`;
  return {
    url: `redis+cluster://shop@${servers.map(({ port }) => `127.0.0.1:${port}`).join()}`,
    launch(server, context) {
      const options = {
        "cluster-enabled": "yes",
        "cluster-port": server.busPort,
        "cluster-node-timeout": 2000,
      };
      const env = { REDIS_NODES: servers.map(addressOf).join(" "), REDIS_NODE: addressOf(server) };
      return peerLaunch(server, context, options, env);
    },
  };
}
