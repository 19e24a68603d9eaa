import { type Lines, type Once, ORDER_LIFETIME, type Order, type Orders, type StateLog } from "../state.ts";
import { linesOf } from "./carts.ts";
import type { Redis } from "./client.ts";
import { cartKey, orderKey } from "./keys.ts";
import { changeScript } from "./once.ts";
import { recordReader } from "./record.ts";

/*
 * KEYS: cart, and the order if there is one. ARGV: the order or null, its lifetime in seconds, then the lines that it was
 * made from (SKU, quantity, …). Only if the cart still has exactly these lines is it turned into the order.
 */
export const placeOrder = changeScript<{ order: Order | null }>(`
local order = ARGV[2]
if redis.call('HLEN', KEYS[1]) * 2 ~= #ARGV - 3 then return false end
for i = 4, #ARGV, 2 do
  if redis.call('HGET', KEYS[1], ARGV[i]) ~= ARGV[i + 1] then return false end
end
if order ~= 'null' then
  redis.call('SET', KEYS[2], order, 'EX', ARGV[3])
  redis.call('DEL', KEYS[1])
end
return answer('{"order":' .. order .. '}')
`);

function isOrder(value: unknown): value is Order {
  const order = value as Order | null | undefined;
  return (
    typeof order?.id === "string" &&
    typeof order.user === "string" &&
    typeof order.total === "number" &&
    typeof order.placedAt === "string" &&
    Array.isArray(order.items)
  );
}

/** How often a cart may change under a checkout before it is given up. */
const MOST_TRIES = 20;

export function redisOrders(redis: Redis, log: StateLog): Orders {
  const read = recordReader(redis, isOrder, log);
  const commit = (cartId: string, lines: Lines, order: Order | null, once: Once | undefined) =>
    redis.placeOrder({
      of: cartId,
      keys: order ? [cartKey(cartId), orderKey(order.id)] : [cartKey(cartId)],
      args: [JSON.stringify(order), ORDER_LIFETIME, ...[...lines].flat()],
      once,
    });
  return {
    place: async (cartId, draft, once) => {
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const lines = linesOf(await redis.hGetAll(cartKey(cartId)));
        const committed = await commit(cartId, lines, lines.size > 0 ? draft(lines) : null, once);
        if (committed) return committed.order;
      }
      throw new Error(`The cart ${cartId} changed under ${MOST_TRIES} attempts to order it.`);
    },
    get: (orderId) => read(orderKey(orderId)),
  };
}
