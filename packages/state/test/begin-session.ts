import { randomBytes } from "node:crypto";
import { LIFETIMES, type OpenState } from "./open-state.ts";

export const newSessionId = () => randomBytes(24).toString("base64url");

/** A session as @fastify/session passes it to its store. */
export const withCookie = (record: object) => ({
  ...record,
  cookie: { originalMaxAge: 600_000, maxAge: 600_000, httpOnly: true, path: "/", sameSite: "lax" },
});

/** A session that was begun, and the record that the store should return. */
export interface Begun {
  readonly id: string;
  readonly record: { readonly user: string; readonly createdAt: number };
}

/** Begins a session as the shop does: stores and lists it in one tick. */
export async function beginSession({ sessions, userSessions }: OpenState, user = "ann"): Promise<Begun> {
  const [id, record] = [newSessionId(), { user, createdAt: Date.now() }];
  const endsAt = record.createdAt + LIFETIMES.absolute * 1000;
  await Promise.all([userSessions.add(user, id, endsAt), sessions.set(id, withCookie(record))]);
  return { id, record };
}
