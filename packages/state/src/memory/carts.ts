import type { Carts, Lifetimes, Lines } from "../state.ts";
import { boundedMap } from "./bounded.ts";

/** Carts, and the one step of a checkout that nothing may come between. */
export interface MemoryCarts extends Carts {
  take(cartId: string): Lines;
}

export function memoryCarts({ absolute }: Lifetimes): MemoryCarts {
  const carts = boundedMap<Map<string, number>>();
  const lines = (cartId: string): Lines => new Map(carts.get(cartId));
  const keep = (cartId: string, cart: Map<string, number>) =>
    carts.set(cartId, cart, { ttl: absolute * 1000, noUpdateTTL: false });
  const change = async (cartId: string, edit: (lines: Map<string, number>) => void): Promise<Lines> => {
    const cart = carts.get(cartId) ?? new Map<string, number>();
    edit(cart);
    keep(cartId, cart);
    return lines(cartId);
  };
  return {
    get: async (cartId) => lines(cartId),
    add: (cartId, sku, quantity) => change(cartId, (cart) => cart.set(sku, (cart.get(sku) ?? 0) + quantity)),
    set: (cartId, sku, quantity) => change(cartId, (cart) => cart.set(sku, quantity)),
    remove: (cartId, sku) => change(cartId, (cart) => cart.delete(sku)),
    clear: async (cartId) => {
      carts.delete(cartId);
    },
    renew: async (cartId) => {
      const cart = carts.get(cartId);
      if (cart) keep(cartId, cart);
    },
    take: (cartId) => {
      const taken = lines(cartId);
      carts.delete(cartId);
      return taken;
    },
  };
}
