import { KeyExpiredError, KeyReusedError } from "../refused.ts";
import type { IdempotencyKey } from "../state.ts";
import { answerKey } from "./keys.ts";

/*
 * The check itself is scripts/shared/idempotency-key.lua. It is a part of each script that changes a cart: looking for the key,
 * the change and remembering its answer are one atomic step and one round trip.
 */

/** The KEYS and ARGV of idempotency-key.lua; the answer's key must be the last of a script's KEYS. */
export function idempotencyKeyArguments(cartId: string, idempotencyKey: IdempotencyKey | undefined) {
  if (!idempotencyKey) return { keys: [], args: ["", "0"] };
  const { key, issuedAt, fingerprint } = idempotencyKey;
  return { keys: [answerKey(cartId, key)], args: [fingerprint, String(issuedAt)] };
}

/** The errors for its replies, which no script of an app gives by chance. */
export const KEY_REFUSALS = {
  "@reused": () => new KeyReusedError(),
  "@expired": () => new KeyExpiredError(),
};
