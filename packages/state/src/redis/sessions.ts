import {
  isSessionRecord,
  millisecondsLeft,
  type SessionRecord,
  stringifySession,
} from "../session-record.ts";
import type { Lifetimes, StateLog } from "../state.ts";
import type { Redis } from "./client.ts";
import { SESSION_PREFIX } from "./keys.ts";
import { readText, recordParser } from "./record.ts";

/** What RedisStore (connect-redis) needs to keep sessions: a client, and `records`, its other options. */
export function redisSessions(redis: Redis, lifetimes: Lifetimes, log: StateLog) {
  return {
    /** The commands that RedisStore uses. */
    client: {
      get: (key: string) => readText(redis, key),
      set: redis.set.bind(redis),
      expire: redis.expire.bind(redis),
      del: redis.del.bind(redis),
    },
    records: {
      prefix: SESSION_PREFIX,
      serializer: {
        // RedisStore takes null for "no session", though its types do not say so
        parse: recordParser("session", isSessionRecord, log) as (text: string) => never,
        stringify: stringifySession,
      },
      /** Seconds. Zero or less where the session has reached its absolute end: RedisStore then removes it. */
      ttl: (session: object) => Math.floor(millisecondsLeft(session as SessionRecord, lifetimes) / 1000),
    },
  };
}
