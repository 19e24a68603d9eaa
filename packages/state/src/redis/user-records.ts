import { hash } from "node:crypto";
import { ErrorReply } from "redis";
import { slotOf } from "../ids.ts";
import type { IdempotencyKey } from "../state.ts";
import type { Redis } from "./client.ts";
import { idempotencyKeyArguments, KEY_REFUSALS } from "./idempotency-keys.ts";
import { compose } from "./scripts.ts";

/** A change of a user's record. `args` are the script's own arguments. */
export interface RecordChange {
  readonly user: string;
  readonly args: readonly string[];
  readonly idempotencyKey?: IdempotencyKey | undefined;
}

/** Where a user's record of this kind is. Shares a slot with the answers that are remembered for it. */
export const recordKey = (kind: string, user: string) => `shop:{${slotOf(user)}}:${kind}:${user}`;

/**
 * Makes a change of an app's own records out of a script in Lua. The change is atomic, and is made once however often it is sent
 * with the same idempotency key. `source` follows scripts/shared/user-record.lua and idempotency-key.lua, and must return what
 * `answer(json)` returns. `lifetime` is in seconds. The change resolves with the answer, parsed; it rejects with a KeyReusedError or
 * a KeyExpiredError as changes of carts do.
 */
export function recordChange<Answer>(redis: Redis, kind: string, lifetime: number, source: string) {
  const script = compose(["shared/user-record.lua", "shared/idempotency-key.lua"], "", source);
  const digest = hash("sha1", script);
  return async ({ user, args, idempotencyKey }: RecordChange): Promise<Answer> => {
    const check = idempotencyKeyArguments(user, idempotencyKey);
    const options = {
      keys: [recordKey(kind, user), ...check.keys],
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
