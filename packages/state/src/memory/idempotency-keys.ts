import { ANSWER_LIFETIME, KEY_LIFETIME, KEY_SKEW } from "../limits.ts";
import { KeyExpiredError, KeyReusedError } from "../refused.ts";
import type { IdempotencyKey } from "../state.ts";
import { boundedMap } from "./bounded.ts";

/** Makes a change of a cart, or returns the answer of the first time. `change` is synchronous, so nothing can come between. */
export type ChangeOnce = <Answer>(
  cartId: string,
  idempotencyKey: IdempotencyKey | undefined,
  change: () => Answer,
) => Answer;

/** Checks idempotency keys and remembers answers. Throws a KeyReusedError or a KeyExpiredError. */
export function memoryIdempotencyKeys(): ChangeOnce {
  const answers = boundedMap<{ fingerprint: string; answer: unknown }>();
  return <Answer>(cartId: string, idempotencyKey: IdempotencyKey | undefined, change: () => Answer) => {
    if (!idempotencyKey) return change();
    const { key, issuedAt, fingerprint } = idempotencyKey;
    const id = `${cartId}:${key}`;
    const remembered = answers.get(id);
    if (remembered && remembered.fingerprint !== fingerprint) throw new KeyReusedError();
    if (remembered) return remembered.answer as Answer;
    const age = (Date.now() - issuedAt) / 1000;
    if (age > KEY_LIFETIME || age < -KEY_SKEW) throw new KeyExpiredError();
    const answer = change();
    answers.set(id, { fingerprint, answer }, { ttl: ANSWER_LIFETIME * 1000 });
    return answer;
  };
}
