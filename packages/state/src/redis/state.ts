import type { State, StateSettings } from "../state.ts";
import { redisAttempts } from "./attempts.ts";
import { redisCarts } from "./carts.ts";
import { connectRedis, type RedisAddress } from "./client.ts";
import { guard } from "./guard.ts";
import { READY_KEY } from "./keys.ts";
import { redisOrders } from "./orders.ts";
import { readText } from "./record.ts";
import { sessionRecords } from "./session-records.ts";
import { redisUserSessions } from "./user-sessions.ts";

/** An address as the environment has it. */
export type RedisSettings = StateSettings & Omit<RedisAddress, "url"> & { readonly url: string | undefined };

/**
 * State in a Redis that all replicas share, and what a RedisStore (connect-redis) is made of that keeps the sessions there:
 * `new RedisStore({ client, ...records })`. Throws when `url` is missing.
 */
export function redisState({ url, passwordFile, log, ...lifetimes }: RedisSettings) {
  if (!url) throw new Error("REDIS_URL is not set. Say where Redis is, for example redis://127.0.0.1:6379.");
  const connection = connectRedis({ url, passwordFile }, log);
  const { redis } = connection;
  const guarded = guard(connection);
  const state: State = {
    userSessions: guarded(redisUserSessions(redis, lifetimes)),
    signInAttempts: guarded(redisAttempts(redis, lifetimes)),
    carts: guarded(redisCarts(redis, lifetimes)),
    orders: guarded(redisOrders(redis, lifetimes, log)),
    ...guarded({
      // a write: a Redis that is full or a read-only replica still answers a ping
      ready: async () => {
        await redis.set(READY_KEY, "", { expiration: { type: "EX", value: 60 } });
      },
    }),
    close: async () => connection.close(),
  };
  /** The commands that RedisStore gives, each with an answer or a StateUnavailableError in time. */
  const client = guarded({
    get: (key: string) => readText(redis, key),
    set: redis.set.bind(redis),
    expire: redis.expire.bind(redis),
    del: redis.del.bind(redis),
  });
  return { ...state, client, records: sessionRecords(lifetimes, log) };
}
