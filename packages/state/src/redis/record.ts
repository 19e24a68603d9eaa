import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { ErrorReply } from "redis";
import type { StateLog } from "../state.ts";
import type { Redis } from "./client.ts";

/** For how many unreadable records the process remembers that it has logged them. */
const MOST_LOGGED = 1000;

/**
 * Returns a parser of records kept as JSON. A text that `isRecord` rejects counts as absent (null) and is logged once, by its
 * `kind` only. It stays in Redis, because another version of the shop may have written it.
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

/** The text at `key`, or null. A value of another type counts as a text that no parser accepts. */
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
