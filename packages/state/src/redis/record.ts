import { LRUCache } from "lru-cache";
import { ErrorReply } from "redis";
import type { StateLog } from "../state.ts";
import type { Redis } from "./client.ts";

/** How many keys of unreadable records are remembered, so that each is told once. */
const MOST_TOLD = 1000;

/**
 * Reads records kept as JSON. One that is not what `isRecord` knows counts as absent. It is told in the log, with its key,
 * once and not at every click, and left where it is, for it may be another version of the shop that wrote it.
 */
export function recordReader<T>(redis: Redis, isRecord: (value: unknown) => value is T, log: StateLog) {
  const told = new LRUCache<string, true>({ max: MOST_TOLD });
  return async (key: string): Promise<T | null> => {
    const json = await redis.get(key).catch(notText);
    if (json === null) return null;
    const value = parse(json);
    if (isRecord(value)) return value;
    if (!told.has(key)) log.warn({ key }, "Redis: this record cannot be read; it counts as absent");
    told.set(key, true);
    return null;
  };
}

/** Where something else than text is kept there is a record, though none that can be read. */
function notText(error: unknown): string {
  if (error instanceof ErrorReply && error.message.startsWith("WRONGTYPE")) return "";
  throw error;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
