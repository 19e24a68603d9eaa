import { createClient } from "redis";
import type { StateLog } from "../state.ts";
import { changeCart } from "./carts.ts";
import { placeOrder } from "./orders.ts";
import { replaceSession } from "./sessions.ts";

/**
 * A client chosen for failure: what cannot be sent now fails now (no offline queue), silence ends the connection (ping and
 * socket timeout), and it never gives up coming back. A timeout for each command would cost more than the command; the socket's
 * timeout bounds every wait. Connecting starts at once and is not awaited: `ping` tells whether there is a connection.
 */
export function connectRedis(url: string, log: StateLog) {
  const redis = createClient({
    url,
    scripts: { changeCart, placeOrder, replaceSession },
    disableOfflineQueue: true,
    pingInterval: 400,
    commandOptions: { timeout: 0 },
    socket: {
      connectTimeout: 1000,
      socketTimeout: 1000,
      reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, 1000),
    },
  });
  let reachable = true;
  redis.on("ready", () => {
    reachable = true;
    log.info({}, "Redis: connected");
  });
  redis.on("error", (error: Error) => {
    if (reachable) log.warn({ reason: error.message }, "Redis: not reachable; trying again until it is");
    reachable = false;
  });
  redis.connect().catch(() => {});
  return redis;
}

export type Redis = ReturnType<typeof connectRedis>;
