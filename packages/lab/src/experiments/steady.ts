import type { HistoryEvent } from "../history/history.ts";

/** The steady state of whoever shops: every customer could sign in and put something in a cart. Null, or why not. */
export function everybodyBegan(events: readonly HistoryEvent[]): string | null {
  const having = (operation: string, type: string) =>
    new Set(
      events
        .filter((event) => event.operation === operation && event.type === type)
        .map(({ shopper }) => shopper),
    ).size;
  const customers = having("sign-in", "invoke");
  if (customers === 0) return "no customer came";
  const [signedIn, added] = [having("sign-in", "ok"), having("add", "ok")];
  return signedIn === customers && added === customers
    ? null
    : `of ${customers} customers ${signedIn} could sign in and ${added} could put something in a cart`;
}
