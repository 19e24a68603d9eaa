import { hash } from "node:crypto";
import { ErrorReply } from "redis";
import { slotOf } from "../ids.ts";
import type { IdempotencyKey } from "../state.ts";
import type { Redis } from "./client.ts";
import { idempotencyKeyArguments, KEY_REFUSALS } from "./idempotency-keys.ts";
import { compose } from "./scripts.ts";

/** A change of a record. `args` are the script's own arguments. */
export interface RecordChange {
  /** Who makes it. Nobody else gets its answer, even with the same idempotency key. */
  readonly user: string;
  /** What the record is about, such as a course that many users book. By default the record is the user's own. */
  readonly about?: string;
  readonly args: readonly string[];
  readonly idempotencyKey?: IdempotencyKey | undefined;
}

/** Where a record of this kind is. `owner` is its user, or what it is about. It shares a slot with the answers remembered for it. */
export const recordKey = (kind: string, owner: string) => `shop:{${slotOf(owner)}}:${kind}:${owner}`;

/**
 * Makes a change of an app's own records out of a script in Lua. The change is atomic, and is made once however often it is sent
 * with the same idempotency key. `source` follows scripts/shared/user-record.lua and idempotency-key.lua, and must return what
 * `answer(json)` returns. `lifetime` is in seconds. The change resolves with the answer, parsed; it rejects with a KeyReusedError or
 * a KeyExpiredError as changes of carts do.
 */
export function recordChange<Answer>(redis: Redis, kind: string, lifetime: number, source: string) {
  const script = compose(["shared/user-record.lua", "shared/idempotency-key.lua"], "", source);
  const digest = hash("sha1", script);
  return async ({ user, about = user, args, idempotencyKey }: RecordChange): Promise<Answer> => {
    const check = idempotencyKeyArguments(about, idempotencyKey && ofUser(user, idempotencyKey));
    const options = {
      keys: [recordKey(kind, about), ...check.keys],
      arguments: [user, String(lifetime), "", "", ...check.args, ...args],
    };
    const reply = await redis.evalSha(digest, options).catch((error: unknown) => {
      if (error instanceof ErrorReply && error.message.startsWith("NOSCRIPT"))
        return redis.eval(script, options);
      throw error;
    });
    const answer = JSON.parse(String(reply));
    const refusal = KEY_REFUSALS[answer as keyof typeof KEY_REFUSALS];
    if (refusal) throw refusal();
    return answer;
  };
}

/** The same key for this user's changes only. Sent by another user it has another fingerprint, so it is refused as used for another change. */
const ofUser = (user: string, { fingerprint, ...key }: IdempotencyKey): IdempotencyKey => ({
  ...key,
  fingerprint: hash("sha256", JSON.stringify([user, fingerprint]), "base64url"),
});
