import { ORDER_LIFETIME, type Order, type Orders } from "../state.ts";
import { boundedMap } from "./bounded.ts";
import type { MemoryCarts } from "./carts.ts";
import type { MemoryOnce } from "./once.ts";

export function memoryOrders(carts: MemoryCarts, exactlyOnce: MemoryOnce): Orders {
  const orders = boundedMap<Order>();
  return {
    place: async (cartId, draft, once) =>
      exactlyOnce(cartId, once, () => {
        const lines = carts.lines(cartId);
        const order = lines.size > 0 ? draft(lines) : null;
        if (!order) return null;
        orders.set(order.id, order, { ttl: ORDER_LIFETIME * 1000 });
        carts.take(cartId, lines);
        return order;
      }),
    get: async (orderId) => orders.get(orderId) ?? null,
  };
}
