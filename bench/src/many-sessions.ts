import { randomBytes } from "node:crypto";
import { newCartId, slotOf } from "@shop/state/ids";
import type { RedisServer } from "@shop/testing/redis-server.ts";
import { createClient, RESP_TYPES } from "redis";

/** How many customers are written at once. */
const BATCH = 2000;

/** Longest lifetime of what is written, in milliseconds. */
const LIFETIME = 7 * 24 * 60 * 60 * 1000;

/**
 * Adds sessions and carts of further customers to a shop's Redis: copies of the session, the list of sessions and the cart of one
 * customer who is there, under new ids of the same length. Resolves with the bytes that each took.
 */
export async function addSessions(redis: RedisServer, count: number): Promise<number> {
  const client = await createClient({ url: redis.url, commandOptions: { timeout: 0 } }).connect();
  const dumped = client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  const sample = async (pattern: string) => {
    for await (const [key] of client.scanIterator({ MATCH: pattern, COUNT: 10_000 }))
      if (key) return dumped.dump(key);
    throw new Error(`Redis has no key like ${pattern}: the shop keeps its state under other names now.`);
  };
  const [session, list, cart] = [
    await sample("shop:session:*"),
    await sample("shop:sessions-of:*"),
    await sample("shop:*:cart:*"),
  ];
  const before = await usedMemory(redis);
  for (let done = 0; done < count; done += BATCH) {
    const commands = Array.from({ length: Math.min(BATCH, count - done) }, (_, i) => {
      const cartId = newCartId();
      const id = randomBytes(24).toString("base64url");
      return [
        client.restore(`shop:session:${id}`, LIFETIME, session),
        client.restore(`shop:sessions-of:customer-${done + i}`, LIFETIME, list),
        client.restore(`shop:{${slotOf(cartId)}}:cart:${cartId}`, LIFETIME, cart),
      ];
    });
    await Promise.all(commands.flat());
  }
  client.destroy();
  return ((await usedMemory(redis)) - before) / count;
}

async function usedMemory(redis: RedisServer): Promise<number> {
  const [info] = await redis.say([["INFO", "memory"]]);
  return Number(/used_memory:(\d+)/.exec(String(info))?.[1]);
}
