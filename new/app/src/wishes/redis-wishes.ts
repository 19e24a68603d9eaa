import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Redis } from "../state/redis/client.ts";
import { recordChange, recordKey } from "../state/redis/user-records.ts";
import type { IdempotencyKey } from "../state/state.ts";

/** Something that a user wants. */
export interface Wish {
  readonly id: string;
  readonly text: string;
}

/**
 * The wishes of each user. Changes are atomic, so overlapping ones all count, and are made once with an idempotency key. All methods
 * reject with a StateUnavailableError while Redis cannot be used.
 */
export interface Wishes {
  of(user: string): Promise<readonly Wish[]>;
  /** Null where the user has MOST_WISHES already. `id` is the new wish's. */
  add(user: string, wish: Wish, idempotencyKey?: IdempotencyKey): Promise<readonly Wish[] | null>;
  /** Removing a wish that is not there changes nothing. */
  remove(user: string, id: string, idempotencyKey?: IdempotencyKey): Promise<readonly Wish[]>;
}

/** How many wishes a user may have. */
export const MOST_WISHES = 50;

const script = (name: string) => readFileSync(join(import.meta.dirname, name), "utf8");

/** Wishes are a hash in Redis: text by id. They live for `lifetime` seconds after the last change. */
export function redisWishes(redis: Redis, lifetime: number): Wishes {
  const add = recordChange<Record<string, string> | "full">(
    redis,
    "wishes",
    lifetime,
    script("add-wish.lua"),
  );
  const remove = recordChange<Record<string, string>>(redis, "wishes", lifetime, script("remove-wish.lua"));
  return {
    of: async (user) => wishesIn(await redis.hGetAll(recordKey("wishes", user))),
    add: async (user, { id, text }, idempotencyKey) => {
      const fields = await add({ user, args: [id, text, String(MOST_WISHES)], idempotencyKey });
      return fields === "full" ? null : wishesIn(fields);
    },
    remove: async (user, id, idempotencyKey) => wishesIn(await remove({ user, args: [id], idempotencyKey })),
  };
}

/** Oldest first: ids begin with their time. */
const wishesIn = (fields: Readonly<Record<string, string>>): readonly Wish[] =>
  Object.entries(fields)
    .map(([id, text]) => ({ id, text }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
