import { ORDER_LIFETIME } from "../limits.ts";
import type { Customer, IdempotencyKey, Lifetimes, Lines, Order, Orders, StateLog } from "../state.ts";
import { cartOf } from "./carts.ts";
import type { Redis } from "./client.ts";
import { cartKey, orderKey } from "./keys.ts";
import { readText, recordParser } from "./record.ts";

/** How often a checkout is tried anew because the cart changed meanwhile, or the order's number was taken. */
const MOST_TRIES = 20;

export function redisOrders(redis: Redis, lifetimes: Lifetimes, log: StateLog): Orders {
  const parse = recordParser("order", isOrder, log);
  const commit = (
    customer: Customer,
    lines: Lines,
    order: Order | null,
    idempotencyKey: IdempotencyKey | undefined,
  ) =>
    redis.placeOrder({
      customer,
      // checkout requires a sign-in: unlike an add, it cannot have been under way when the cart was claimed
      lifetimes: { ...lifetimes, overlap: 0 },
      keys: order ? [orderKey(order.id)] : [],
      args: [JSON.stringify(order), ORDER_LIFETIME, ...[...lines].flat()],
      idempotencyKey,
    });
  return {
    place: async (customer, draft, idempotencyKey, seen) => {
      const look = async () => cartOf(await redis.hGetAll(cartKey(customer.cartId))).lines;
      let lines = seen ?? (await look());
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const order = lines.size > 0 ? draft(lines) : null;
        const committed = await commit(customer, lines, order, idempotencyKey);
        if (committed && committed !== "hidden") return committed.order;
        lines = await look();
      }
      throw new Error(
        `A cart could not be ordered in ${MOST_TRIES} attempts: it changed, or its order's number was taken.`,
      );
    },
    get: async (orderId) => parse(await readText(redis, orderKey(orderId))),
  };
}

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
