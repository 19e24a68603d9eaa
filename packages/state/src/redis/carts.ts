import { LineFullError } from "../refused.ts";
import { type Carts, type Lifetimes, type Lines, MAX_QUANTITY, type Once } from "../state.ts";
import type { Redis } from "./client.ts";
import { cartKey } from "./keys.ts";
import { changeScript } from "./once.ts";

/*
 * KEYS: cart. ARGV: "add" or "set", SKU, quantity, lifetime in seconds. Answers with the lines, or "full". A line of
 * none is no line.
 */
export const changeCart = changeScript<Record<string, string> | "full">(`
local cart, operation, sku, quantity = KEYS[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
if operation == 'add' then quantity = quantity + (tonumber(redis.call('HGET', cart, sku)) or 0) end
if quantity > ${MAX_QUANTITY} then return answer('"full"') end
if quantity > 0 then redis.call('HSET', cart, sku, quantity) else redis.call('HDEL', cart, sku) end
redis.call('EXPIRE', cart, ARGV[5])
local flat, lines = redis.call('HGETALL', cart), {}
for i = 1, #flat, 2 do lines[flat[i]] = flat[i + 1] end
return answer(cjson.encode(lines))
`);

/** A cart is a hash of its own, quantity by SKU: Redis adds within it, so that adds at the same time all count. */
export function redisCarts(redis: Redis, { absolute }: Lifetimes): Carts {
  const change = async (
    cartId: string,
    operation: "add" | "set",
    sku: string,
    quantity: number,
    once: Once | undefined,
  ): Promise<Lines> => {
    const args = [operation, sku, quantity, absolute];
    const lines = await redis.changeCart({ of: cartId, keys: [cartKey(cartId)], args, once });
    if (lines === "full") throw new LineFullError(MAX_QUANTITY);
    return linesOf(lines ?? {});
  };
  return {
    get: async (cartId) => linesOf(await redis.hGetAll(cartKey(cartId))),
    add: (cartId, sku, quantity, once) => change(cartId, "add", sku, quantity, once),
    set: (cartId, sku, quantity, once) => change(cartId, "set", sku, quantity, once),
    remove: (cartId, sku, once) => change(cartId, "set", sku, 0, once),
    clear: async (cartId) => {
      await redis.del(cartKey(cartId));
    },
  };
}

/** A hash as Redis tells it, as lines. */
export function linesOf(hash: object): Lines {
  return new Map(Object.entries(hash).map(([sku, quantity]) => [sku, Number(quantity)]));
}
