import type { HistoryEvent, Items } from "../history/history.ts";

/** What became of one shopper, judged by what the shopper saw and never by status codes alone. */
export interface Fate {
  readonly shopper: string;
  /** Got an order of exactly what they had put in the cart, and found it again. */
  readonly completed: boolean;
  /** Had signed in, and was taken for a stranger later. */
  readonly signedOut: boolean;
  /** Had put something in the cart, and did not find it there later. */
  readonly cartLost: boolean;
  /** At least one request ended without an answer that tells what happened. */
  readonly unknown: boolean;
}

/** Lost something that the shop had promised to keep. */
export const isHurt = ({ signedOut, cartLost }: Fate) => signedOut || cartLost;

/** The fate of every shopper of a history. */
export function fatesOf(events: readonly HistoryEvent[]): Fate[] {
  const byShopper = Map.groupBy(
    events.filter(({ type }) => type !== "invoke"),
    ({ shopper }) => shopper,
  );
  return [...byShopper].map(([shopper, answers]) => fateOf(shopper, answers));
}

/** Customers by what became of them. */
export interface Tally {
  readonly customers: number;
  readonly completed: number;
  readonly signedOut: number;
  readonly cartLost: number;
  readonly unknown: number;
}

export function countFates(events: readonly HistoryEvent[]): Tally {
  const fates = fatesOf(events);
  const having = (key: keyof Fate) => fates.filter((fate) => fate[key]).length;
  return {
    customers: fates.length,
    completed: having("completed"),
    signedOut: having("signedOut"),
    cartLost: having("cartLost"),
    unknown: having("unknown"),
  };
}

function fateOf(shopper: string, answers: readonly HistoryEvent[]): Fate {
  const acknowledged: Record<string, number> = {};
  let signedIn = false;
  let signedOut = false;
  let cartLost = false;
  let ordered = false;
  let found = false;
  for (const { operation, type, wanted = "", status, seen } of answers) {
    if (operation === "sign-in" && type === "ok") signedIn = true;
    if (signedIn && (status === 401 || (type === "ok" && seen?.user === null))) signedOut = true;
    if (operation === "add" && type === "ok") acknowledged[wanted] = (acknowledged[wanted] ?? 0) + 1;
    if (operation === "checkout" && type === "ok") ordered = same(seen?.items, acknowledged);
    if (operation === "order" && type === "ok") found = same(seen?.items, acknowledged);
    if (isShownCart(operation, type) && !holds(seen?.items, acknowledged)) cartLost = true;
    if (operation === "checkout" && status === 409) cartLost = true;
  }
  const unknown = answers.some(({ type }) => type === "unknown");
  return { shopper, completed: ordered && found, signedOut, cartLost, unknown };
}

const isShownCart = (operation: string, type: string) =>
  type === "ok" && (operation === "add" || operation === "cart" || operation === "checkout");

function holds(shown: Items | undefined, acknowledged: Items): boolean {
  return Object.entries(acknowledged).every(([sku, quantity]) => (shown?.[sku] ?? 0) >= quantity);
}

function same(shown: Items | undefined, acknowledged: Items): boolean {
  const count = (items: Items) => Object.values(items).reduce((sum, quantity) => sum + quantity, 0);
  return shown !== undefined && holds(shown, acknowledged) && count(shown) === count(acknowledged);
}
