import type { HistoryEvent } from "../../history/history.ts";
import { Bookkeeper } from "../../shopper/bookkeeper.ts";

/**
 * The answers in which a signed-in customer became a stranger: the shop had known them, and now asks who they are. A customer
 * becomes a stranger again only after the shop has known them in between.
 */
export function strangersIn(events: readonly HistoryEvent[]): HistoryEvent[] {
  const bookkeepers = new Map<string, Bookkeeper>();
  const strangers = new Set<string>();
  return events.filter((event) => {
    const { shopper, operation, type, seen } = event;
    const bookkeeper = bookkeepers.getOrInsertComputed(shopper, (name) => new Bookkeeper(name));
    const { signedOut } = bookkeeper.ledger;
    bookkeeper.enter(event);
    if (type === "ok" && (operation === "sign-in" || seen?.user)) strangers.delete(shopper);
    const isTaken = bookkeeper.ledger.signedOut > signedOut && !strangers.has(shopper);
    if (isTaken) strangers.add(shopper);
    return isTaken;
  });
}
