import { StateSettingsError } from "../settings-error.ts";
import type { State, StateSettings } from "../state.ts";
import { redisCarts } from "./carts.ts";
import { connectRedis, type Redis, type RedisAddress } from "./client.ts";
import { guard } from "./guard.ts";
import { READY_KEY } from "./keys.ts";
import { redisOrders } from "./orders.ts";
import { replicated } from "./replicated.ts";
import { redisSessions } from "./sessions.ts";
import { redisSignInAttempts } from "./sign-in-attempts.ts";
import { redisUserSessions } from "./user-sessions.ts";

/** Where Redis is, and how many of its replicas must have a change before it is acknowledged, as the environment says. All may be empty. */
export type RedisSettings = StateSettings & RedisAddress & { readonly wait?: string };

/**
 * State in a Redis that all replicas share, and what connect-redis needs to keep the sessions there:
 * `new RedisStore({ client, ...records })`. `ownStores` makes the stores of an app's own records (see user-records.ts); they come
 * back as `own`, with the same promises in an outage. Returns before Redis is reached; `ready()` rejects until then. While Redis cannot
 * be used, all methods reject with a StateUnavailableError within half a second. Throws a StateSettingsError where `url` is empty.
 */
export function redisState<Own extends object = object>(
  { url, passwordFile, wait, log, ...lifetimes }: RedisSettings,
  ownStores: (redis: Redis) => Own = () => ({}) as Own,
) {
  if (!url)
    throw new StateSettingsError(
      "REDIS_URL is not set. Say where Redis is, for example redis://127.0.0.1:6379.",
    );
  const connection = connectRedis({ url, passwordFile }, log);
  const redis = replicated(connection, wait ? Number(wait) : connection.defaultWait);
  const guarded = guard(connection);
  const state: State = {
    userSessions: guarded(redisUserSessions(redis, lifetimes)),
    signInAttempts: guarded(redisSignInAttempts(redis, lifetimes)),
    carts: guarded(redisCarts(redis, lifetimes)),
    orders: guarded(redisOrders(redis, lifetimes, log)),
    ...guarded({
      // writes, because a full Redis or a read-only replica still answers a ping
      ready: async () => {
        const reason = connection.failure();
        if (reason) throw reason;
        await redis.set(READY_KEY, "", { expiration: { type: "EX", value: 60 } });
      },
    }),
    close: async () => {
      await connection.close();
    },
  };
  const { client, records } = redisSessions(redis, lifetimes, log);
  const own = Object.fromEntries(
    Object.entries(ownStores(redis)).map(([name, store]) => [name, guarded(store)]),
  );
  return { ...state, client: guarded(client), records, own: own as Own };
}
