import type { Carts, Lifetimes, Lines } from "../state.ts";
import type { Redis } from "./client.ts";
import { cartKey } from "./keys.ts";

/** A cart is a hash of its own, quantity by SKU: Redis adds within it, so that adds at the same time all count. */
export function redisCarts(redis: Redis, { absolute }: Lifetimes): Carts {
  type Transaction = ReturnType<Redis["multi"]>;
  const change = async (
    cartId: string,
    edit: (step: Transaction, key: string) => Transaction,
  ): Promise<Lines> => {
    const key = cartKey(cartId);
    const replies = await edit(redis.multi(), key).expire(key, absolute).hGetAll(key).exec();
    return linesOf(replies.at(-1) as object);
  };
  return {
    get: async (cartId) => linesOf(await redis.hGetAll(cartKey(cartId))),
    add: (cartId, sku, quantity) =>
      change(cartId, (step, key) => step.hIncrBy(key, sku, quantity) as Transaction),
    set: (cartId, sku, quantity) =>
      change(cartId, (step, key) => step.hSet(key, sku, quantity) as Transaction),
    remove: (cartId, sku) => change(cartId, (step, key) => step.hDel(key, sku) as Transaction),
    renew: async (cartId) => {
      await redis.expire(cartKey(cartId), absolute);
    },
    clear: async (cartId) => {
      await redis.del(cartKey(cartId));
    },
  };
}

/** What HGETALL said, as lines. */
export function linesOf(hash: object): Lines {
  return new Map(Object.entries(hash).map(([sku, quantity]) => [sku, Number(quantity)]));
}
