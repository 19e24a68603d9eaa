import { ForeignCartError, LineFullError } from "../refused.ts";
import {
  type Cart,
  type Carts,
  type Customer,
  type Lifetimes,
  type Lines,
  MAX_QUANTITY,
  type Once,
} from "../state.ts";
import { boundedMap } from "./bounded.ts";
import type { MemoryOnce } from "./once.ts";

/** `claimedAt` in milliseconds since the epoch. */
interface KeptCart extends Cart {
  readonly claimedAt: number;
}

/** Carts, and what a checkout does to them: synchronous, so that nothing comes between. */
export interface MemoryCarts extends Carts {
  /** The lines of the customer's own cart; throws a ForeignCartError where it is another user's. */
  linesOf(customer: Customer): Lines;
  /** Takes these lines out. What else is in the cart stays. */
  take(customer: Customer, lines: Lines): void;
}

const NO_CART: KeptCart = { lines: new Map(), owner: null, claimedAt: 0 };

export function memoryCarts({ idle, absolute, overlap }: Lifetimes, exactlyOnce: MemoryOnce): MemoryCarts {
  const carts = boundedMap<KeptCart>();
  const find = (cartId: string) => carts.get(cartId) ?? NO_CART;
  const keep = (cartId: string, cart: KeptCart) =>
    carts.set(cartId, cart, { ttl: (cart.owner === null ? idle : absolute) * 1000, noUpdateTTL: false });

  const isOwn = ({ cartId, user }: Customer) => [null, user].includes(find(cartId).owner);
  const refuseForeign = (customer: Customer) => {
    const isUnderWay =
      customer.user === null && Date.now() - find(customer.cartId).claimedAt < overlap * 1000;
    if (!isOwn(customer) && !isUnderWay) throw new ForeignCartError();
  };
  /** Zero removes the line. */
  const put = ({ cartId, user }: Customer, sku: string, quantity: number): Lines | "full" => {
    if (quantity > MAX_QUANTITY) return "full";
    const cart = find(cartId);
    const lines = new Map(cart.lines).set(sku, quantity);
    if (quantity <= 0) lines.delete(sku);
    const isClaim = user !== null && cart.owner === null;
    keep(cartId, { ...cart, lines, ...(isClaim && { owner: user, claimedAt: Date.now() }) });
    return lines;
  };
  const quantityOf = ({ cartId }: Customer, sku: string) => find(cartId).lines.get(sku) ?? 0;
  const change = async (customer: Customer, once: Once | undefined, edit: () => Lines | "full") => {
    refuseForeign(customer);
    const changed = exactlyOnce(customer.cartId, once, edit);
    if (changed === "full") throw new LineFullError(MAX_QUANTITY);
    return isOwn(customer) ? changed : null;
  };
  return {
    get: async (cartId) => find(cartId),
    add: (customer, sku, quantity, once) =>
      change(customer, once, () => put(customer, sku, quantityOf(customer, sku) + quantity)),
    set: (customer, sku, quantity, once) => change(customer, once, () => put(customer, sku, quantity)),
    remove: (customer, sku, once) => change(customer, once, () => put(customer, sku, 0)),
    claim: async (customer, previous) => {
      refuseForeign(customer);
      const { cartId, user } = customer;
      const lines = new Map(find(cartId).lines);
      if (previous && find(previous).owner === user) {
        for (const [sku, quantity] of find(previous).lines)
          lines.set(sku, Math.min(MAX_QUANTITY, (lines.get(sku) ?? 0) + quantity));
        carts.delete(previous);
      }
      keep(cartId, { lines, owner: user, claimedAt: Date.now() });
    },
    clear: async (customer) => {
      refuseForeign(customer);
      carts.delete(customer.cartId);
    },
    linesOf: (customer) => {
      if (!isOwn(customer)) throw new ForeignCartError();
      return find(customer.cartId).lines;
    },
    take: (customer, taken) => {
      for (const [sku, quantity] of taken) put(customer, sku, quantityOf(customer, sku) - quantity);
    },
  };
}
