export const SKUS = ["abacus", "rotor", "tape"] as const;
export const USERS = ["ann", "grace"] as const;

type Sku = (typeof SKUS)[number];
type User = (typeof USERS)[number];

/** `cart` is the number of a cart. */
export type Change = { readonly cart: number } & (
  | {
      readonly operation: "add" | "set";
      readonly user: User | null;
      readonly sku: Sku;
      readonly quantity: number;
    }
  | { readonly operation: "remove"; readonly user: User | null; readonly sku: Sku }
  | { readonly operation: "claim"; readonly user: User }
  | { readonly operation: "clear" | "order"; readonly user: User | null }
);

/** The result of a change: the lines after it, or those that were ordered, or why there are none. */
export type Answer = Quantities | "hidden" | "done" | "full" | "foreign" | "nothing to order";

type Quantities = Readonly<Record<string, number>>;

interface ModelCart {
  readonly lines: Quantities;
  readonly owner: User | null;
}

const NEW_CART: ModelCart = { lines: {}, owner: null };

/** The rules of carts and their owners, in their simplest form. An overlap never ends here. */
export class Model {
  readonly #carts = new Map<number, ModelCart>();
  readonly #answers = new Map<string, Answer>();

  cart(n: number): ModelCart {
    return this.#carts.get(n) ?? NEW_CART;
  }

  apply(change: Change, key?: string): Answer {
    const { owner } = this.cart(change.cart);
    const isForeign = owner !== null && owner !== change.user;
    const isUnderWay = change.user === null && change.operation !== "order";
    if (isForeign && !isUnderWay) return "foreign";
    const answer = this.#once(change, key);
    return isForeign && typeof answer === "object" ? "hidden" : answer;
  }

  #once(change: Change, key: string | undefined): Answer {
    const isRemembered = key !== undefined && change.operation !== "claim" && change.operation !== "clear";
    const before = isRemembered && this.#answers.get(key);
    if (before) return before;
    const answer = this.#make(change);
    if (isRemembered) this.#answers.set(key, answer);
    return answer;
  }

  #make(change: Change): Answer {
    const { lines, owner } = this.cart(change.cart);
    const keep = (changed: Quantities) =>
      this.#carts.set(change.cart, { lines: changed, owner: owner ?? change.user });
    switch (change.operation) {
      case "claim":
        keep(lines);
        return "done";
      case "clear":
        this.#carts.delete(change.cart);
        return "done";
      case "order":
        if (Object.keys(lines).length === 0) return "nothing to order";
        keep({});
        return lines;
      case "remove": {
        const { [change.sku]: _, ...others } = lines;
        keep(others);
        return others;
      }
      case "add":
      case "set": {
        const { [change.sku]: before = 0 } = lines;
        const after = change.operation === "add" ? before + change.quantity : change.quantity;
        if (after > 99) return "full";
        const changed = { ...lines, [change.sku]: after };
        keep(changed);
        return changed;
      }
    }
  }
}
