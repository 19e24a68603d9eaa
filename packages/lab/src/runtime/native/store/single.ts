import { readFile } from "node:fs/promises";
import { askRedis } from "../../store/ask-redis.ts";
import type { NativePlan, ServerPlan } from "../plan.ts";
import { redisLaunch, redisPasswordFile } from "./redis-launch.ts";
import type { Store } from "./store.ts";

/** One Redis. It is ready when it has loaded its data and lets the shops in. */
export function single({ servers }: NativePlan, folder: string): Store {
  const [server] = servers as [ServerPlan];
  return {
    url: `redis://shop@127.0.0.1:${server.port}`,
    launch: redisLaunch,
    async look({ port }) {
      const password = await readFile(redisPasswordFile(folder), "utf8").catch(() => "");
      return {
        isReady:
          (await askRedis({ host: "127.0.0.1", port }, { username: "shop", password }, ["PING"])) !== null,
      };
    },
  };
}
