import type { Lifetimes } from "./state.ts";

/** A session as the store keeps it. `createdAt` in milliseconds since the epoch; an app may add more. */
export interface SessionRecord {
  readonly user: string;
  readonly createdAt: number;
}

/**
 * A session as JSON, without its cookie's attributes: the shop's configuration decides those, and a record would keep the old
 * ones after a change. https://github.com/fastify/session/blob/v11.1.3/lib/session.js#L50
 */
export function stringifySession(session: object): string {
  return JSON.stringify({ ...session, cookie: undefined });
}

export function isSessionRecord(value: unknown): value is SessionRecord {
  const record = value as SessionRecord | null | undefined;
  return typeof record?.user === "string" && typeof record.createdAt === "number";
}

/** Milliseconds until a session that is used now ends: its idle time, but not beyond its absolute end. Zero or less: it has ended. */
export function millisecondsLeft({ createdAt }: SessionRecord, { idle, absolute }: Lifetimes): number {
  return Math.min(idle * 1000, createdAt + absolute * 1000 - Date.now());
}
