import {
  type Customer,
  type Lifetimes,
  type Lines,
  type Once,
  ORDER_LIFETIME,
  type Order,
  type Orders,
  type StateLog,
} from "../state.ts";
import { cartOf } from "./carts.ts";
import type { Redis } from "./client.ts";
import { cartKey, orderKey } from "./keys.ts";
import { changeScript } from "./once.ts";
import { readText, recordParser } from "./record.ts";

/*
 * KEYS: the order if there is one. ARGV: the order or null, its lifetime in seconds, then the lines that it was made from (SKU,
 * quantity, …). Only if the cart still has exactly these lines, and the order's id is not taken, is it turned into the order.
 * Its owner stays.
 */
export const placeOrder = changeScript<{ order: Order | null }>(`
local order = ARGV[7]
local fields = owner and 2 or 0
if (redis.call('HLEN', cart) - fields) * 2 ~= #ARGV - 8 then return false end
for i = 9, #ARGV, 2 do
  if redis.call('HGET', cart, ARGV[i]) ~= ARGV[i + 1] then return false end
end
if order ~= 'null' then
  if not redis.call('SET', KEYS[2], order, 'EX', ARGV[8], 'NX') then return false end
  for i = 9, #ARGV, 2 do redis.call('HDEL', cart, ARGV[i]) end
  if user ~= '' and not owner then claim() end
  keep()
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

/** How often a cart may change under a checkout, or its new number be taken, before it is given up. */
const MOST_TRIES = 20;

export function redisOrders(redis: Redis, lifetimes: Lifetimes, log: StateLog): Orders {
  const parse = recordParser("order", isOrder, log);
  const commit = (customer: Customer, lines: Lines, order: Order | null, once: Once | undefined) =>
    redis.placeOrder({
      customer,
      // unlike an add, an order of somebody else's cart was never under way during a sign-in
      lifetimes: { ...lifetimes, overlap: 0 },
      keys: order ? [orderKey(order.id)] : [],
      args: [JSON.stringify(order), ORDER_LIFETIME, ...[...lines].flat()],
      once,
    });
  return {
    place: async (customer, draft, once, seen) => {
      const look = async () => cartOf(await redis.hGetAll(cartKey(customer.cartId))).lines;
      let lines = seen ?? (await look());
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const committed = await commit(customer, lines, lines.size > 0 ? draft(lines) : null, once);
        if (committed && committed !== "untold") return committed.order;
        lines = await look();
      }
      throw new Error(
        `A cart could not be ordered in ${MOST_TRIES} attempts: it changed, or its order's number was taken.`,
      );
    },
    get: async (orderId) => parse(await readText(redis, orderKey(orderId))),
  };
}
