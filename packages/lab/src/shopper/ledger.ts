import type { HistoryEvent, Items } from "../history/history.ts";

/** What one customer was promised and what became of it, over as many purchases as there were. Counts of requests, items and orders. */
export interface Ledger {
  readonly shopper: string;
  /** Requests that ended with anything but success. */
  failed: number;
  /** Answers that took a signed-in customer for a stranger. */
  signedOut: number;
  /** Items that were acknowledged and were gone when next seen. */
  lost: number;
  /** Items that were seen and never asked for, or more often than asked for. */
  doubled: number;
  /** Orders that the customer was told of, each once. */
  orders: number;
  /** Orders told of twice, of something else than was in the cart, or found otherwise than they were told. */
  wrongOrders: number;
}

/**
 * Follows each customer click by click. What a request may have done that ended without telling is not held against anybody:
 * the customer's cart is taken as it is next seen.
 */
export function ledgersOf(events: readonly HistoryEvent[]): Ledger[] {
  const answers = events.filter(({ type }) => type !== "invoke");
  return [...Map.groupBy(answers, ({ shopper }) => shopper)].map(([shopper, own]) => ledgerOf(shopper, own));
}

function ledgerOf(shopper: string, answers: readonly HistoryEvent[]): Ledger {
  const ledger: Ledger = { shopper, failed: 0, signedOut: 0, lost: 0, doubled: 0, orders: 0, wrongOrders: 0 };
  const placed = new Set<string>();
  let cart: Record<string, number> = {};
  let ordered: Items = {};
  let certain = true;
  let signedIn = false;
  for (const { operation, type, status, wanted = "", seen } of answers) {
    if (type !== "ok") ledger.failed++;
    if (type === "unknown") certain = false;
    if (operation === "sign-in" && type === "ok") signedIn = true;
    if (signedIn && (status === 401 || (type === "ok" && seen?.user === null))) ledger.signedOut++;
    if (type !== "ok" || !seen?.items) continue;
    if (operation === "add") cart[wanted] = (cart[wanted] ?? 0) + 1;
    if (operation === "order" && differ(ordered, seen.items)) ledger.wrongOrders++;
    if (operation === "checkout") {
      const isNew = seen.orderId !== undefined && !placed.has(seen.orderId);
      const isRight = !certain || !differ(cart, seen.items);
      if (isNew) placed.add(seen.orderId);
      if (isNew && isRight) ledger.orders++;
      else ledger.wrongOrders++;
      ordered = seen.items;
      cart = {};
      certain = true;
    } else if (operation === "add" || operation === "cart") {
      if (certain) {
        ledger.lost += missing(cart, seen.items);
        ledger.doubled += missing(seen.items, cart);
      }
      cart = { ...seen.items };
      certain = true;
    }
  }
  return ledger;
}

/** How many items `wanted` has and `found` has not. */
function missing(wanted: Items, found: Items): number {
  return Object.entries(wanted).reduce(
    (sum, [sku, quantity]) => sum + Math.max(0, quantity - (found[sku] ?? 0)),
    0,
  );
}

const differ = (one: Items, other: Items): boolean => missing(one, other) + missing(other, one) > 0;
