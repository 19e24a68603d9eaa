import type { Items } from "../history/history.ts";
import { countItems } from "../history/questions.ts";

/** What an account held at the moment when a request began. */
export interface Baseline {
  readonly acknowledged: Items;
  readonly surelyGone: Items;
}

/** How a cart differs from what it must and may hold. Counts of items. */
export interface Difference {
  readonly lost: number;
  readonly doubled: number;
}

/**
 * What a customer's cart must hold at least and may hold at most while requests overlap. A request takes effect at some moment
 * between its beginning and its end, so what is seen is compared with how the account stood at both: all counts only grow.
 */
export class CartAccount {
  #asked: Items = {};
  #acknowledged: Items = {};
  /** Items that are no longer in the cart: ordered, or gone when the cart was emptied. */
  #surelyGone: Items = {};
  /** Items that need not be in the cart: those, and items that may be gone or are known to be lost. */
  #maybeGone: Items = {};
  /** Items that were asked for and then taken for gone although nobody saw them go: perhaps they were never added. */
  #writtenOff: Items = {};
  /** Items that were seen in the cart, or ordered, without having been acknowledged: they count as acknowledged since. */
  #counted: Items = {};
  /** How often the cart may have been emptied. */
  #emptied = 0;

  get baseline(): Baseline {
    return { acknowledged: this.#acknowledged, surelyGone: this.#surelyGone };
  }

  /** How many items the customer can expect in the cart. */
  get items(): number {
    return missing(this.#acknowledged, this.#maybeGone);
  }

  /** Grows whenever what was asked for of this product and not acknowledged may have been counted, or be gone again. */
  doubts(sku: string): number {
    return this.#emptied + (this.#counted[sku] ?? 0);
  }

  /** How many items of this product were asked for and then taken for gone although nobody saw them go. */
  writtenOff(sku: string): number {
    return this.#writtenOff[sku] ?? 0;
  }

  ask(sku: string): void {
    this.#asked = plus(this.#asked, { [sku]: 1 });
  }

  acknowledge(sku: string): void {
    this.#acknowledged = plus(this.#acknowledged, { [sku]: 1 });
  }

  /** The least that a request must show: what had been acknowledged when it began, and what it added itself. */
  least({ acknowledged }: Baseline, added: Items = {}): Items {
    return minus(plus(acknowledged, added), this.#maybeGone);
  }

  /** The most that a request may show: all that has been asked for until now, without what was gone when it began. */
  most({ surelyGone }: Baseline): Items {
    return minus(this.#asked, surelyGone);
  }

  /** How a cart that was seen differs from these bounds. A difference is counted once. */
  compare(seen: Items, least: Items, most: Items): Difference {
    const [lost, extra] = [positive(minus(least, seen)), positive(minus(seen, most))];
    this.#maybeGone = plus(this.#maybeGone, lost);
    this.#addUnasked(extra);
    return { lost: countItems(lost), doubled: countItems(extra) };
  }

  /** Moves items from the cart into an order. Returns how many of them had been ordered already. */
  order(items: Items): number {
    this.#surelyGone = plus(this.#surelyGone, items);
    this.#maybeGone = plus(this.#maybeGone, items);
    const twice = positive(minus(this.#surelyGone, this.#asked));
    this.#addUnasked(twice);
    return countItems(twice);
  }

  /** Takes what was seen for what the cart holds. For requests with which no change overlapped. */
  settle(seen: Items): void {
    const known = plus(this.#maybeGone, seen);
    this.#counted = plus(this.#counted, positive(minus(known, this.#acknowledged)));
    this.#acknowledged = known;
    this.#writeOff(seen);
    this.#surelyGone = minus(this.#asked, seen);
  }

  /** The cart may have been emptied: it need not hold anything. */
  forget(): void {
    this.#emptied++;
    this.#maybeGone = larger(this.#maybeGone, this.#acknowledged);
  }

  /** The cart has been emptied: it may hold only what was added meanwhile. */
  empty(meanwhile: readonly string[]): void {
    const added = meanwhile.reduce((items: Items, sku) => plus(items, { [sku]: 1 }), {});
    this.#surelyGone = plus(this.#surelyGone, this.#writeOff(added));
  }

  /** Takes for gone what is not among these items. */
  #writeOff(kept: Items): Items {
    const before = positive(minus(minus(this.#asked, this.#surelyGone), kept));
    this.#writtenOff = plus(this.#writtenOff, before);
    return before;
  }

  #addUnasked(items: Items): void {
    this.#asked = plus(this.#asked, items);
    this.#acknowledged = plus(this.#acknowledged, items);
  }
}

function merge(one: Items, other: Items, how: (a: number, b: number) => number): Items {
  const skus = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...skus].map((sku) => [sku, how(one[sku] ?? 0, other[sku] ?? 0)]));
}

const plus = (one: Items, other: Items) => merge(one, other, (a, b) => a + b);
const minus = (one: Items, other: Items) => merge(one, other, (a, b) => a - b);
const larger = (one: Items, other: Items) => merge(one, other, Math.max);
const positive = (items: Items) => larger(items, {});
const missing = (wanted: Items, found: Items) => countItems(positive(minus(wanted, found)));

/** Whether the same items are in both, as often in one as in the other. */
export const isSame = (one: Items, other: Items) => missing(one, other) + missing(other, one) === 0;
