import type { ArmHistory } from "../history/file.ts";
import type { HistoryEvent } from "../history/history.ts";
import { fatesOf, isHurt } from "../shopper/fate.ts";

/** How many shoppers have an event like this. */
export function countShoppers(
  events: readonly HistoryEvent[],
  operation: HistoryEvent["operation"],
  type: HistoryEvent["type"],
): number {
  const wanted = events.filter((event) => event.operation === operation && event.type === type);
  return new Set(wanted.map(({ shopper }) => shopper)).size;
}

/** The steady state of whoever shops: every customer could sign in and put something in a cart. Null, or why not. */
export function everybodyBegan(events: readonly HistoryEvent[]): string | null {
  const customers = countShoppers(events, "sign-in", "invoke");
  if (customers === 0) return "no customer came";
  const [signedIn, added] = [countShoppers(events, "sign-in", "ok"), countShoppers(events, "add", "ok")];
  return signedIn === customers && added === customers
    ? null
    : `of ${customers} customers ${signedIn} could sign in and ${added} could put something in a cart`;
}

/** The steady state of whoever is about to be hurt: until then everybody was known, with all that they had put in the cart. */
export function everybodyWasKnown(before: readonly HistoryEvent[]): string | null {
  const strangers = fatesOf(before).filter(isHurt).length;
  return (
    everybodyBegan(before) ??
    (strangers === 0 ? null : `${strangers} customers were strangers before anything was done to them`)
  );
}

/** Who got no answer cannot tell what became of them, so nothing can be said of everybody. */
export function everybodyWasAnswered(events: readonly HistoryEvent[]): string | null {
  const silent = fatesOf(events).filter(({ unknown }) => unknown).length;
  return silent === 0 ? null : `${silent} customers had a request that ended without telling`;
}

/** Nothing can be said of what was never done. */
export function wasDone(wanted: string, { acts }: ArmHistory): string | null {
  return acts.some(({ act }) => act === wanted) ? null : `the history tells of no "${wanted}"`;
}
