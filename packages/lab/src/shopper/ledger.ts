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
  return [...Map.groupBy(answers, ({ shopper }) => shopper)].map(([shopper, own]) => {
    const bookkeeper = new Bookkeeper(shopper);
    for (const answer of own) bookkeeper.enter(answer);
    return bookkeeper.ledger;
  });
}

/** An answer that takes whoever signed in for a stranger. */
export const takesForStranger = ({ status, type, seen }: HistoryEvent): boolean =>
  status === 401 || (type === "ok" && seen?.user === null);

/** How many orders a customer remembers: enough to notice one that is told of again, and a limit for who shops for days. */
const REMEMBERED = 1000;

/** Keeps the ledger of one customer, answer by answer. */
export class Bookkeeper {
  readonly ledger: Ledger;
  readonly #placed = new Set<string>();
  #cart: Record<string, number> = {};
  #ordered: Items = {};
  #certain = true;
  #signedIn = false;

  constructor(shopper: string) {
    this.ledger = { shopper, failed: 0, signedOut: 0, lost: 0, doubled: 0, orders: 0, wrongOrders: 0 };
  }

  /** How many items the customer must take to be in the cart. */
  get itemsInCart(): number {
    return missing(this.#cart, {});
  }

  enter(answer: HistoryEvent): void {
    const { operation, type, wanted = "", seen } = answer;
    if (type !== "ok") this.ledger.failed++;
    if (type === "unknown") this.#certain = false;
    if (operation === "sign-in" && type === "ok") this.#signedIn = true;
    if (this.#signedIn && takesForStranger(answer)) this.ledger.signedOut++;
    if (type !== "ok" || !seen?.items) return;
    if (operation === "add") this.#cart[wanted] = (this.#cart[wanted] ?? 0) + 1;
    if (operation === "order" && differ(this.#ordered, seen.items)) this.ledger.wrongOrders++;
    if (operation === "checkout") this.#enterOrder(seen.items, seen.orderId);
    else if (operation === "add" || operation === "cart") this.#enterCart(seen.items);
  }

  #enterOrder(items: Items, orderId: string | undefined): void {
    const isNew = orderId !== undefined && !this.#placed.has(orderId);
    const isRight = !this.#certain || !differ(this.#cart, items);
    if (isNew) this.#remember(orderId);
    if (isNew && isRight) this.ledger.orders++;
    else this.ledger.wrongOrders++;
    this.#ordered = items;
    this.#cart = {};
    this.#certain = true;
  }

  #remember(orderId: string): void {
    this.#placed.add(orderId);
    const [oldest] = this.#placed;
    if (this.#placed.size > REMEMBERED && oldest !== undefined) this.#placed.delete(oldest);
  }

  #enterCart(items: Items): void {
    if (this.#certain) {
      this.ledger.lost += missing(this.#cart, items);
      this.ledger.doubled += missing(items, this.#cart);
    }
    this.#cart = { ...items };
    this.#certain = true;
  }
}

/** How many items `wanted` has and `found` has not. */
function missing(wanted: Items, found: Items): number {
  return Object.entries(wanted).reduce(
    (sum, [sku, quantity]) => sum + Math.max(0, quantity - (found[sku] ?? 0)),
    0,
  );
}

const differ = (one: Items, other: Items): boolean => missing(one, other) + missing(other, one) > 0;
