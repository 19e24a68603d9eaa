import { KeyExpiredError, KeyReusedError } from "../refused.ts";
import { KEY_LIFETIME, KEY_SKEW, type Once, REMEMBERED } from "../state.ts";
import { boundedMap } from "./bounded.ts";

/** Makes a change of a cart, or gives the answer of the time before. Nothing can come between: `change` is synchronous. */
export type MemoryOnce = <Answer>(of: string, once: Once | undefined, change: () => Answer) => Answer;

export function memoryOnce(): MemoryOnce {
  const answers = boundedMap<{ fingerprint: string; answer: unknown }>();
  return <Answer>(of: string, once: Once | undefined, change: () => Answer): Answer => {
    if (!once) return change();
    const id = `${of}:${once.key}`;
    const kept = answers.get(id);
    if (kept && kept.fingerprint !== once.fingerprint) throw new KeyReusedError();
    if (kept) return kept.answer as Answer;
    const age = (Date.now() - once.issuedAt) / 1000;
    if (age > KEY_LIFETIME || age < -KEY_SKEW) throw new KeyExpiredError(KEY_LIFETIME / 60);
    const answer = change();
    answers.set(id, { fingerprint: once.fingerprint, answer }, { ttl: REMEMBERED * 1000 });
    return answer;
  };
}
