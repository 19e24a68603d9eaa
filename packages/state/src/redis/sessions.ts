import { idleMilliseconds } from "../lifetime.ts";
import type { Lifetimes, Session, SessionStore, StateLog, StoredSession } from "../state.ts";
import type { Redis } from "./client.ts";
import { sessionKey } from "./keys.ts";
import { parseRecord } from "./record.ts";

export function redisSessions(redis: Redis, lifetimes: Lifetimes, log: StateLog): SessionStore {
  const keep = (session: Session, condition?: "XX") =>
    redis.set(
      sessionKey(session.id),
      JSON.stringify({ ...session, touchedAt: Date.now() } satisfies StoredSession),
      {
        expiration: { type: "PX", value: idleMilliseconds(session, lifetimes) },
        ...(condition && { condition }),
      },
    );
  return {
    get: async (id) => parseRecord<StoredSession>(sessionKey(id), await redis.get(sessionKey(id)), log),
    create: async (session) => {
      await keep(session);
    },
    touch: async (session) => {
      // XX: a session destroyed while this request was under way must not come back
      await keep(session, "XX");
    },
    destroy: async (id) => {
      await redis.del(sessionKey(id));
    },
    count: async () => {
      let sessions = 0;
      for await (const keys of redis.scanIterator({ MATCH: sessionKey("*"), COUNT: 1000 }))
        sessions += keys.length;
      return sessions;
    },
  };
}
