import type { HistoryEvent } from "../history/history.ts";
import { ledgerOf } from "./ledgers.ts";

/** What became of one shopper, judged by what the shopper saw, never by status codes alone. */
export interface Fate {
  readonly shopper: string;
  /** Got an order of exactly what they had put in the cart, and found it again. */
  readonly completed: boolean;
  /** Had signed in, and was taken for a stranger later. */
  readonly signedOut: boolean;
  /** Had put something in the cart, and did not find it there later. */
  readonly cartLost: boolean;
  /** At least one request has an unknown outcome. */
  readonly unknown: boolean;
}

/** Whether the customer lost something that the shop had promised to keep. */
export const isHurt = ({ signedOut, cartLost }: Fate) => signedOut || cartLost;

/** The fate of every shopper who got an answer. */
export function fatesOf(events: readonly HistoryEvent[]): Fate[] {
  const byShopper = Map.groupBy(events, ({ shopper }) => shopper);
  return [...byShopper]
    .filter(([, own]) => own.some(({ type }) => type !== "invoke"))
    .map(([shopper, own]) => fateOf(shopper, own));
}

/** How many customers there are, and how many of them had each fate. */
export function countFates(events: readonly HistoryEvent[]) {
  const fates = fatesOf(events);
  const having = (key: keyof Fate) => fates.filter((fate) => fate[key]).length;
  return {
    customers: fates.length,
    completed: having("completed"),
    "signed out": having("signedOut"),
    "carts lost": having("cartLost"),
  };
}

function fateOf(shopper: string, events: readonly HistoryEvent[]): Fate {
  const { signedOut, lost, doubled, orders, found, wrongOrders } = ledgerOf(shopper, events);
  return {
    shopper,
    completed: orders > 0 && found >= orders && lost + doubled + wrongOrders === 0,
    signedOut: signedOut > 0,
    cartLost: lost > 0,
    unknown: events.some(({ type }) => type === "unknown"),
  };
}
