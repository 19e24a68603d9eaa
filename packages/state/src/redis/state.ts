import type { State, StateSettings } from "../state.ts";
import { unavailableOnFailure } from "../unavailable.ts";
import { redisCarts } from "./carts.ts";
import { connectRedis } from "./client.ts";
import { redisOrders } from "./orders.ts";
import { redisSessions } from "./sessions.ts";

/** State in a Redis that all replicas share. `url` as in redis://[:password@]host:port[/db]; throws when it is missing. */
export function redisState({ url, log, ...lifetimes }: StateSettings & { url: string | undefined }): State {
  if (!url) throw new Error("REDIS_URL is not set. Say where Redis is, for example redis://127.0.0.1:6379.");
  const redis = connectRedis(url, log);
  return {
    kind: "redis",
    sessions: unavailableOnFailure(redisSessions(redis, lifetimes, log)),
    carts: unavailableOnFailure(redisCarts(redis, lifetimes)),
    orders: unavailableOnFailure(redisOrders(redis, log)),
    ready: async () => {
      await redis.ping();
    },
    close: async () => redis.destroy(),
  };
}
