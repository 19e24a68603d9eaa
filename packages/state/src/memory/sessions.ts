import { idleMilliseconds } from "../lifetime.ts";
import type { Lifetimes, SessionStore, StoredSession } from "../state.ts";
import { boundedMap } from "./bounded.ts";

export function memorySessions(lifetimes: Lifetimes): SessionStore {
  const sessions = boundedMap<StoredSession>();
  const keep = (session: StoredSession) =>
    sessions.set(session.id, Object.freeze(session), {
      ttl: idleMilliseconds(session, lifetimes),
      noUpdateTTL: false,
    });
  return {
    get: async (id) => sessions.get(id) ?? null,
    create: async (session) => {
      keep({ ...session, touchedAt: Date.now() });
    },
    touch: async ({ id }) => {
      const session = sessions.get(id);
      if (session) keep({ ...session, touchedAt: Date.now() });
    },
    destroy: async (id) => {
      sessions.delete(id);
    },
    count: async () => {
      sessions.purgeStale();
      return sessions.size;
    },
  };
}
