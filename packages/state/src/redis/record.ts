import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { ErrorReply } from "redis";
import type { StateLog } from "../state.ts";
import type { Redis } from "./client.ts";

/** How many unreadable records are remembered, so that each is logged once. */
const MOST_LOGGED = 1000;

/**
 * Returns a parser of records kept as JSON. One that is not what `isRecord` knows counts as absent, is logged once by its
 * `kind`, and is left where it is, for it may be another version of the shop that wrote it.
 */
export function recordParser<T>(kind: string, isRecord: (value: unknown) => value is T, log: StateLog) {
  const logged = new LRUCache<string, true>({ max: MOST_LOGGED });
  return (text: string | null): T | null => {
    if (text === null) return null;
    const value = parse(text);
    if (isRecord(value)) return value;
    const digest = hash("sha256", text, "base64url");
    if (!logged.has(digest)) log.warn({ kind }, "Redis: a record cannot be read; it counts as absent");
    logged.set(digest, true);
    return null;
  };
}

/** The text at `key`; null where there is none. Where something else than text is kept there is a record, though none that can be read. */
export function readText(redis: Redis, key: string): Promise<string | null> {
  return redis.get(key).catch((error: unknown) => {
    if (error instanceof ErrorReply && error.message.startsWith("WRONGTYPE")) return "not text";
    throw error;
  });
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
