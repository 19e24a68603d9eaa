import { randomUUIDv7 } from "node:crypto";
import type { Once } from "../src/state.ts";

/** A key of this moment, or of so many seconds ago. */
export function newOnce(fingerprint = "the same", secondsAgo = 0): Once {
  return { key: randomUUIDv7(), issuedAt: Date.now() - secondsAgo * 1000, fingerprint };
}
