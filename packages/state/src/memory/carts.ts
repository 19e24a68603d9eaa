import { MAX_QUANTITY } from "../limits.ts";
import { ForeignCartError, LineFullError } from "../refused.ts";
import type { Cart, Carts, Customer, IdempotencyKey, Lifetimes, Lines } from "../state.ts";
import { boundedMap } from "./bounded.ts";
import type { ChangeOnce } from "./idempotency-keys.ts";

/** `claimedAt` in milliseconds since the epoch. */
interface KeptCart extends Cart {
  readonly claimedAt: number;
}

/** Carts, and the two steps of a checkout, which are synchronous so that nothing comes between them. */
export interface MemoryCarts extends Carts {
  /** Throws a ForeignCartError where the cart is another user's. */
  linesOf(customer: Customer): Lines;
  /** Takes these lines out of the cart; others stay. */
  take(customer: Customer, lines: Lines): void;
}

const NO_CART: KeptCart = { lines: new Map(), owner: null, claimedAt: 0 };

export function memoryCarts({ idle, absolute, overlap }: Lifetimes, changeOnce: ChangeOnce): MemoryCarts {
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
  const change = async (
    customer: Customer,
    idempotencyKey: IdempotencyKey | undefined,
    edit: () => Lines | "full",
  ) => {
    refuseForeign(customer);
    const changed = changeOnce(customer.cartId, idempotencyKey, edit);
    if (changed === "full") throw new LineFullError();
    return isOwn(customer) ? changed : null;
  };
  return {
    get: async (cartId) => find(cartId),
    add: (customer, sku, quantity, idempotencyKey) =>
      change(customer, idempotencyKey, () => put(customer, sku, quantityOf(customer, sku) + quantity)),
    set: (customer, sku, quantity, idempotencyKey) =>
      change(customer, idempotencyKey, () => put(customer, sku, quantity)),
    remove: (customer, sku, idempotencyKey) => change(customer, idempotencyKey, () => put(customer, sku, 0)),
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
