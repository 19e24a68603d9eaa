import type { HistoryEvent } from "../../history/history.ts";
import { fatesOf, isHurt } from "../../shopper/fate.ts";

/** How many shoppers have an event like this. */
export function countShoppers(
  events: readonly HistoryEvent[],
  operation: HistoryEvent["operation"],
  type: HistoryEvent["type"],
): number {
  const wanted = events.filter((event) => event.operation === operation && event.type === type);
  return new Set(wanted.map(({ shopper }) => shopper)).size;
}

/** Every customer could sign in and put something in a cart. Null, or why not. */
export function everybodyBegan(events: readonly HistoryEvent[]): string | null {
  const customers = countShoppers(events, "sign-in", "invoke");
  if (customers === 0) return "no customer came";
  const [signedIn, added] = [countShoppers(events, "sign-in", "ok"), countShoppers(events, "add", "ok")];
  return signedIn === customers && added === customers
    ? null
    : `of ${customers} customers ${signedIn} could sign in and ${added} could put something in a cart`;
}

/** Until something was done to them, the shop knew all customers and had everything that they had put in their carts. Null, or why not. */
export function everybodyWasKnown(before: readonly HistoryEvent[]): string | null {
  const strangers = fatesOf(before).filter(isHurt).length;
  return (
    everybodyBegan(before) ??
    (strangers === 0 ? null : `${strangers} customers were strangers before anything was done to them`)
  );
}

/** No customer has a request with unknown outcome, after which nobody can say what became of that customer. Null, or how many have. */
export function everybodyWasAnswered(events: readonly HistoryEvent[]): string | null {
  const unknown = fatesOf(events).filter((fate) => fate.unknown).length;
  return unknown === 0 ? null : `${unknown} customers had a request with unknown outcome`;
}
