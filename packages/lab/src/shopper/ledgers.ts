import type { HistoryEvent } from "../history/history.ts";
import { sum } from "../statistics.ts";
import { Bookkeeper } from "./bookkeeper.ts";
import type { Ledger } from "./ledger.ts";

/**
 * Follows each customer click by click. A request with unknown outcome is not held against the shop: the customer's cart counts as
 * it is next seen.
 */
export function ledgersOf(events: readonly HistoryEvent[]): Ledger[] {
  return [...Map.groupBy(events, ({ shopper }) => shopper)].map(([shopper, own]) => ledgerOf(shopper, own));
}

/** The ledger of one shopper. `own`: the shopper's events. */
export function ledgerOf(shopper: string, own: readonly HistoryEvent[]): Ledger {
  const bookkeeper = new Bookkeeper(shopper);
  for (const event of own) bookkeeper.enter(event);
  return bookkeeper.ledger;
}

/** The sum of one of the counts over these ledgers. */
export const total = (ledgers: readonly Ledger[], count: Exclude<keyof Ledger, "shopper">): number =>
  sum(ledgers.map((ledger) => ledger[count]));
