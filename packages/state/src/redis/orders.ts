import { type Lines, ORDER_LIFETIME, type Order, type Orders, type StateLog } from "../state.ts";
import { linesOf } from "./carts.ts";
import type { Redis } from "./client.ts";
import { cartKey, orderKey } from "./keys.ts";
import { parseRecord } from "./record.ts";

/*
 * KEYS: cart, order. ARGV: the order, its lifetime in seconds, then the lines that it was made from (SKU, quantity, …).
 * Only if the cart still has exactly these lines is it turned into the order.
 */
const PLACE = `
local lines = #ARGV - 2
if redis.call('HLEN', KEYS[1]) * 2 ~= lines then return 0 end
for i = 3, #ARGV, 2 do
  if redis.call('HGET', KEYS[1], ARGV[i]) ~= ARGV[i + 1] then return 0 end
end
redis.call('SET', KEYS[2], ARGV[1], 'EX', ARGV[2])
redis.call('DEL', KEYS[1])
return 1
`;

/** How often a cart may change under a checkout before it is given up. */
const MOST_TRIES = 20;

export function redisOrders(redis: Redis, log: StateLog): Orders {
  const commit = (cartId: string, lines: Lines, order: Order) =>
    redis.eval(PLACE, {
      keys: [cartKey(cartId), orderKey(order.id)],
      arguments: [JSON.stringify(order), String(ORDER_LIFETIME), ...[...lines].flat().map(String)],
    });
  return {
    place: async (cartId, draft) => {
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const lines = linesOf(await redis.hGetAll(cartKey(cartId)));
        const order = lines.size > 0 ? draft(lines) : null;
        if (!order) return null;
        if (await commit(cartId, lines, order)) return order;
      }
      throw new Error(`The cart ${cartId} changed under ${MOST_TRIES} attempts to order it.`);
    },
    get: async (orderId) => parseRecord<Order>(orderKey(orderId), await redis.get(orderKey(orderId)), log),
  };
}
