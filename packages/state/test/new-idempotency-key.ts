import { randomUUIDv7 } from "node:crypto";
import type { IdempotencyKey } from "../src/state.ts";

/** A key made `secondsAgo`. */
export function newIdempotencyKey(fingerprint = "the same", secondsAgo = 0): IdempotencyKey {
  return { key: randomUUIDv7(), issuedAt: Date.now() - secondsAgo * 1000, fingerprint };
}
