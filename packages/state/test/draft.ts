import { newOrderId } from "../src/ids.ts";
import type { Customer, Lines, Order } from "../src/state.ts";

/** Drafts an order of everything in the cart, at 100 cents each. */
export const draftOf = ({ cartId, user }: Customer) => {
  const id = newOrderId(cartId);
  return (lines: Lines): Order => ({
    id,
    user: user ?? "nobody",
    items: [...lines].map(([sku, quantity]) => ({
      sku,
      name: sku,
      quantity,
      price: 100,
      subtotal: 100 * quantity,
    })),
    total: 100 * [...lines.values()].reduce((sum, quantity) => sum + quantity, 0),
    placedAt: new Date().toISOString(),
  });
};
