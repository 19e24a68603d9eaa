import { idleMilliseconds } from "../lifetime.ts";
import type { Lifetimes, Session, SessionStore, StoredSession } from "../state.ts";
import { boundedMap } from "./bounded.ts";
import type { MemoryCarts } from "./carts.ts";
import type { MemoryOnce } from "./once.ts";

export function memorySessions(
  lifetimes: Lifetimes,
  carts: MemoryCarts,
  exactlyOnce: MemoryOnce,
): SessionStore {
  const sessions = boundedMap<StoredSession>();
  const keep = (session: Session): StoredSession => {
    const kept = Object.freeze({ ...session, touchedAt: Date.now() });
    sessions.set(kept.id, kept, { ttl: idleMilliseconds(kept, lifetimes), noUpdateTTL: false });
    return kept;
  };
  return {
    get: async (id) => sessions.get(id) ?? null,
    create: async (session) => {
      keep(session);
    },
    replace: async (previous, next, once) =>
      exactlyOnce(previous.id, once, () => {
        if (!sessions.get(previous.id)) return keep(next);
        sessions.delete(previous.id);
        carts.renew(previous.cartId);
        return keep({ ...next, cartId: previous.cartId });
      }),
    touch: async ({ id }) => {
      const session = sessions.get(id);
      if (session) keep(session);
    },
    destroy: async (id) => {
      sessions.delete(id);
    },
    destroyAll: async (user) => {
      for (const session of [...sessions.values()]) if (session.user === user) sessions.delete(session.id);
    },
    count: async () => {
      sessions.purgeStale();
      return sessions.size;
    },
  };
}
