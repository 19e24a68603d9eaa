import { idleMilliseconds } from "../lifetime.ts";
import type { Lifetimes, Session, SessionStore, StateLog, StoredSession } from "../state.ts";
import type { Redis } from "./client.ts";
import { ANY_SESSION, cartKey, sessionKey, sessionsOfKey } from "./keys.ts";
import { changeScript } from "./once.ts";
import { recordReader } from "./record.ts";

/*
 * KEYS: the previous session, its cart, the next session. ARGV: the next session with the previous one's cart, the same
 * with its own, its idle time in milliseconds, the cart's lifetime in seconds. Answers with what began.
 */
export const replaceSession = changeScript<StoredSession>(`
local next = ARGV[3]
if redis.call('DEL', KEYS[1]) == 1 then
  next = ARGV[2]
  redis.call('EXPIRE', KEYS[2], ARGV[5])
end
redis.call('SET', KEYS[3], next, 'PX', ARGV[4])
return answer(next)
`);

function isSession(value: unknown): value is StoredSession {
  const session = value as StoredSession | null | undefined;
  return (
    typeof session?.id === "string" &&
    typeof session.cartId === "string" &&
    (typeof session.user === "string" || session.user === null) &&
    typeof session.createdAt === "number" &&
    typeof session.touchedAt === "number"
  );
}

const recordOf = (session: Session) =>
  JSON.stringify({ ...session, touchedAt: Date.now() } satisfies StoredSession);

export function redisSessions(redis: Redis, lifetimes: Lifetimes, log: StateLog): SessionStore {
  /** Indexed before it exists: a session that nobody could end with all the others must never be. */
  const index = async ({ id, user, createdAt }: Session) => {
    if (user === null) return;
    const key = sessionsOfKey(user);
    await redis
      .multi()
      .zAdd(key, { score: createdAt + lifetimes.absolute * 1000, value: id })
      .zRemRangeByScore(key, 0, Date.now())
      .expire(key, lifetimes.absolute)
      .exec();
  };
  const read = recordReader(redis, isSession, log);
  const keep = (session: Session, condition?: "XX") =>
    redis.set(sessionKey(session.id), recordOf(session), {
      expiration: { type: "PX", value: idleMilliseconds(session, lifetimes) },
      ...(condition && { condition }),
    });
  return {
    get: (id) => read(sessionKey(id)),
    create: async (session) => {
      await index(session);
      await keep(session);
    },
    replace: async (previous, next, once) => {
      await index(next);
      const keys = [sessionKey(previous.id), cartKey(previous.cartId), sessionKey(next.id)];
      const records = [recordOf({ ...next, cartId: previous.cartId }), recordOf(next)];
      const args = [...records, idleMilliseconds(next, lifetimes), lifetimes.absolute];
      return (await redis.replaceSession({ of: previous.id, keys, args, once })) as StoredSession;
    },
    touch: async (session) => {
      // XX: a session destroyed while this request was under way must not come back
      await keep(session, "XX");
    },
    destroy: async (id) => {
      await redis.del(sessionKey(id));
    },
    destroyAll: async (user) => {
      // they stay in the index, for one of them may be about to begin
      const ids = await redis.zRange(sessionsOfKey(user), 0, -1);
      await Promise.all(ids.map((id) => redis.del(sessionKey(id))));
    },
    count: async () => {
      let sessions = 0;
      for await (const keys of redis.scanIterator({ MATCH: ANY_SESSION, COUNT: 1000 }))
        sessions += keys.length;
      return sessions;
    },
  };
}
