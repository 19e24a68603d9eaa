import type { Lifetimes, UserSessions } from "../state.ts";
import type { Redis } from "./client.ts";
import { SESSION_PREFIX, sessionsOfKey } from "./keys.ts";

/** A sorted set for each user: session ids, scored by their absolute end. */
export function redisUserSessions(redis: Redis, { absolute }: Lifetimes): UserSessions {
  return {
    add: async (user, sessionId, endsAt) => {
      const key = sessionsOfKey(user);
      await redis
        .multi()
        .zAdd(key, { score: endsAt, value: sessionId })
        .zRemRangeByScore(key, 0, Date.now())
        .expire(key, absolute)
        .exec();
    },
    // ended sessions stay listed here: a listed session may be one that is only about to be stored
    of: (user) => redis.zRange(sessionsOfKey(user), 0, -1),
    count: async () => {
      let sessions = 0;
      for await (const keys of redis.scanIterator({ MATCH: `${SESSION_PREFIX}*`, COUNT: 1000 }))
        sessions += keys.length;
      return sessions;
    },
  };
}
