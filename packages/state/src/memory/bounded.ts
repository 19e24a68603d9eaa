import { LRUCache } from "lru-cache";

/** The most records of one kind that a replica remembers. */
const MAX_RECORDS = 100_000;

/** A map that forgets each record after its own time to live, and evicts the least recently used one when it is full. */
export function boundedMap<T extends object>(): LRUCache<string, T> {
  return new LRUCache<string, T>({ max: MAX_RECORDS, ttlAutopurge: false, ttl: 1, noUpdateTTL: true });
}
