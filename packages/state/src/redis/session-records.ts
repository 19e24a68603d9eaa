import {
  isSessionRecord,
  millisecondsLeft,
  type SessionRecord,
  stringifySession,
} from "../session-record.ts";
import type { Lifetimes, StateLog } from "../state.ts";
import { SESSION_PREFIX } from "./keys.ts";
import { recordParser } from "./record.ts";

/** How RedisStore (connect-redis) keeps sessions: its options besides the client. A record that is not a session counts as absent. */
export function sessionRecords(lifetimes: Lifetimes, log: StateLog) {
  return {
    prefix: SESSION_PREFIX,
    serializer: {
      parse: recordParser("session", isSessionRecord, log) as (text: string) => never,
      stringify: stringifySession,
    },
    /** Seconds; zero or less where the session has reached its absolute end, which makes RedisStore remove it. */
    ttl: (session: object) => Math.floor(millisecondsLeft(session as SessionRecord, lifetimes) / 1000),
  };
}
