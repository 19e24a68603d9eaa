import type { LRUCache } from "lru-cache";
import { isSessionRecord, millisecondsLeft, stringifySession } from "../session-record.ts";
import type { Lifetimes } from "../state.ts";
import { boundedMap } from "./bounded.ts";

/** Sessions by id, as JSON. */
export type SessionTexts = LRUCache<string, { readonly user: string; readonly text: string }>;

/**
 * The map in which @fastify/session's MemoryStore keeps its sessions, and the texts behind it. A plain Map would retain each
 * session's request and never forget a session; this one keeps a session's JSON for as long as the session lives. Reading a
 * session restarts its idle time.
 */
export function memorySessions(lifetimes: Lifetimes) {
  const texts: SessionTexts = boundedMap();
  const keep = (id: string, text: string): unknown => {
    const session: unknown = JSON.parse(text);
    if (!isSessionRecord(session))
      throw new TypeError("A session must have a user and a time when it was created.");
    const ttl = millisecondsLeft(session, lifetimes);
    if (ttl > 0) texts.set(id, { user: session.user, text }, { ttl, noUpdateTTL: false });
    else texts.delete(id);
    return session;
  };
  const map = {
    get: (id: string) => {
      const kept = texts.get(id);
      return kept && keep(id, kept.text);
    },
    set: (id: string, session: object) => void keep(id, stringifySession(session)),
    delete: (id: string) => texts.delete(id),
  };
  // typed as a Map of any app's sessions: get, set and delete are all that MemoryStore uses
  return { map: map as unknown as Map<string, never>, texts };
}
