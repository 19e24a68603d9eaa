import type { Lifetimes, State } from "../state.ts";
import { unavailableOnFailure } from "../unavailable.ts";
import { redisCarts } from "./carts.ts";
import { connectRedis, type RedisLog } from "./client.ts";
import { redisOrders } from "./orders.ts";
import { redisSessions } from "./sessions.ts";

/** State in a Redis that all replicas share. `url` as in redis://[:password@]host:port[/db]. */
export function redisState(lifetimes: Lifetimes, url: string, log: RedisLog): State {
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
