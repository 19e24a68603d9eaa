import { isSessionRecord, millisecondsLeft, stringifySession } from "../session-record.ts";
import type { Lifetimes, UserSessions } from "../state.ts";
import { boundedMap } from "./bounded.ts";

interface Kept {
  readonly user: string;
  readonly text: string;
}

/**
 * What @fastify/session's MemoryStore keeps its sessions in. A plain Map would keep each session's request with it, and keep all
 * of them for ever; this one keeps text, for as long as a session lives. Looking at a session begins its idle time anew.
 */
export function memorySessions(lifetimes: Lifetimes) {
  const sessions = boundedMap<Kept>();
  const keep = (id: string, text: string): unknown => {
    const session: unknown = JSON.parse(text);
    if (!isSessionRecord(session))
      throw new TypeError("A session has a user and a time when it was created.");
    const ttl = millisecondsLeft(session, lifetimes);
    if (ttl > 0) sessions.set(id, { user: session.user, text }, { ttl, noUpdateTTL: false });
    else sessions.delete(id);
    return session;
  };
  const map = {
    get: (id: string) => {
      const kept = sessions.get(id);
      return kept && keep(id, kept.text);
    },
    set: (id: string, session: object) => void keep(id, stringifySession(session)),
    delete: (id: string) => sessions.delete(id),
  };
  const userSessions: UserSessions = {
    // each session is kept with its user: nothing to add
    add: async () => {},
    of: async (user) => [...sessions.entries()].filter(([, kept]) => kept.user === user).map(([id]) => id),
    count: async () => {
      sessions.purgeStale();
      return sessions.size;
    },
  };
  // typed as a Map of any app's sessions: get, set and delete are all that MemoryStore uses
  return { map: map as unknown as Map<string, never>, userSessions };
}
