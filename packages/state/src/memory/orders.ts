import { ORDER_LIFETIME } from "../limits.ts";
import type { Order, Orders } from "../state.ts";
import { boundedMap } from "./bounded.ts";
import type { MemoryCarts } from "./carts.ts";
import type { ChangeOnce } from "./idempotency-keys.ts";

export function memoryOrders(carts: MemoryCarts, changeOnce: ChangeOnce): Orders {
  const orders = boundedMap<Order>();
  return {
    place: async (customer, draft, idempotencyKey) => {
      const lines = carts.linesOf(customer);
      return changeOnce(customer.cartId, idempotencyKey, () => {
        const order = lines.size > 0 ? draft(lines) : null;
        if (!order) return null;
        if (orders.has(order.id)) throw new Error("An order of this number is there already.");
        orders.set(order.id, order, { ttl: ORDER_LIFETIME * 1000 });
        carts.take(customer, lines);
        return order;
      });
    },
    get: async (orderId) => orders.get(orderId) ?? null,
  };
}
