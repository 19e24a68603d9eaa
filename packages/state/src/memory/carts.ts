import { LineFullError } from "../refused.ts";
import { type Carts, type Lifetimes, type Lines, MAX_QUANTITY, type Once } from "../state.ts";
import { boundedMap } from "./bounded.ts";
import type { MemoryOnce } from "./once.ts";

/** Carts, and what other stores' steps do to them: synchronous, so that nothing comes between. */
export interface MemoryCarts extends Carts {
  lines(cartId: string): Lines;
  /** Takes these lines out. What else is in the cart stays. */
  take(cartId: string, lines: Lines): void;
  /** Begins the cart's life anew. */
  renew(cartId: string): void;
}

export function memoryCarts({ absolute }: Lifetimes, exactlyOnce: MemoryOnce): MemoryCarts {
  const carts = boundedMap<Lines>();
  const lines = (cartId: string): Lines => carts.get(cartId) ?? new Map();
  const keep = (cartId: string, cart: Lines) =>
    carts.set(cartId, cart, { ttl: absolute * 1000, noUpdateTTL: false });
  /** A line of none is no line. */
  const put = (cartId: string, sku: string, quantity: number): Lines | "full" => {
    if (quantity > MAX_QUANTITY) return "full";
    const cart = new Map(lines(cartId)).set(sku, quantity);
    if (quantity <= 0) cart.delete(sku);
    keep(cartId, cart);
    return cart;
  };
  const quantityOf = (cartId: string, sku: string) => lines(cartId).get(sku) ?? 0;
  const change = async (cartId: string, once: Once | undefined, edit: () => Lines | "full") => {
    const changed = exactlyOnce(cartId, once, edit);
    if (changed === "full") throw new LineFullError(MAX_QUANTITY);
    return changed;
  };
  return {
    get: async (cartId) => lines(cartId),
    add: (cartId, sku, quantity, once) =>
      change(cartId, once, () => put(cartId, sku, quantityOf(cartId, sku) + quantity)),
    set: (cartId, sku, quantity, once) => change(cartId, once, () => put(cartId, sku, quantity)),
    remove: (cartId, sku, once) => change(cartId, once, () => put(cartId, sku, 0)),
    clear: async (cartId) => {
      carts.delete(cartId);
    },
    lines,
    take: (cartId, taken) => {
      for (const [sku, quantity] of taken) put(cartId, sku, quantityOf(cartId, sku) - quantity);
    },
    renew: (cartId) => {
      const cart = carts.get(cartId);
      if (cart) keep(cartId, cart);
    },
  };
}
