import type { Lifetimes, UserSessions } from "../state.ts";
import type { Redis } from "./client.ts";
import { SESSION_PREFIX, sessionsOfKey } from "./keys.ts";

/** A sorted set for each user: session ids, scored by their absolute end. */
export function redisUserSessions(redis: Redis, { absolute }: Lifetimes): UserSessions {
  return {
    add: async (user, sessionId, endsAt) => {
      await redis.listSession(sessionsOfKey(user), sessionId, endsAt, absolute);
    },
    // ended sessions stay listed here: a listed session may be one that is only about to be stored
    of: (user) => redis.zRange(sessionsOfKey(user), 0, -1),
    count: async () => {
      let sessions = 0;
      let cursor = "0";
      do {
        const page = await redis.scan(cursor, { MATCH: `${SESSION_PREFIX}*`, COUNT: 1000 });
        sessions += page.keys.length;
        cursor = page.cursor;
      } while (cursor !== "0");
      return sessions;
    },
  };
}
