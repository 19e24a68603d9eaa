import { ORDER_LIFETIME, type Order, type Orders } from "../state.ts";
import { boundedMap } from "./bounded.ts";
import type { MemoryCarts } from "./carts.ts";

export function memoryOrders(carts: MemoryCarts): Orders {
  const orders = boundedMap<Order>();
  return {
    place: async (cartId, draft) => {
      const lines = carts.take(cartId);
      if (lines.size === 0) return null;
      const order = draft(lines);
      orders.set(order.id, order, { ttl: ORDER_LIFETIME * 1000 });
      return order;
    },
    get: async (orderId) => orders.get(orderId) ?? null,
  };
}
