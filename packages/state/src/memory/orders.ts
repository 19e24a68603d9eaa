import { ORDER_LIFETIME, type Order, type Orders } from "../state.ts";
import { boundedMap } from "./bounded.ts";
import type { MemoryCarts } from "./carts.ts";

export function memoryOrders(carts: MemoryCarts): Orders {
  const orders = boundedMap<Order>();
  return {
    place: async (cartId, draft) => {
      const lines = carts.take(cartId);
      const order = lines.size > 0 ? draft(lines) : null;
      if (!order) {
        for (const [sku, quantity] of lines) await carts.add(cartId, sku, quantity);
        return null;
      }
      orders.set(order.id, order, { ttl: ORDER_LIFETIME * 1000 });
      return order;
    },
    get: async (orderId) => orders.get(orderId) ?? null,
  };
}
