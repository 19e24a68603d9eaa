import type { State, StateSettings } from "../state.ts";
import { redisCarts } from "./carts.ts";
import { connectRedis } from "./client.ts";
import { guard } from "./guard.ts";
import { READY_KEY } from "./keys.ts";
import { redisOrders } from "./orders.ts";
import { redisSessions } from "./sessions.ts";

/** State in a Redis that all replicas share. `url` as in redis://[:password@]host:port[/db]; throws when it is missing. */
export function redisState({ url, log, ...lifetimes }: StateSettings & { url: string | undefined }): State {
  if (!url) throw new Error("REDIS_URL is not set. Say where Redis is, for example redis://127.0.0.1:6379.");
  const connection = connectRedis(url, log);
  const { redis } = connection;
  const guarded = guard(connection);
  return {
    kind: "redis",
    sessions: guarded(redisSessions(redis, lifetimes, log)),
    carts: guarded(redisCarts(redis, lifetimes)),
    orders: guarded(redisOrders(redis, log)),
    ...guarded({
      // a write: a Redis that is full or a read-only replica still answers a ping
      ready: async () => {
        await redis.set(READY_KEY, "", { expiration: { type: "EX", value: 60 } });
      },
    }),
    close: async () => connection.close(),
  };
}
