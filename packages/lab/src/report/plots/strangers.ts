import type { HistoryEvent } from "../../history/history.ts";

/**
 * The answers in which a signed-in customer became a stranger: the shop had known them, and now asks who they are. Who is a
 * stranger already does not become one again until the shop has known them in between.
 */
export function strangersIn(events: readonly HistoryEvent[]): HistoryEvent[] {
  const known = new Set<string>();
  return events.filter(({ type, shopper, operation, status, seen }) => {
    if (type === "invoke" || type === "unknown") return false;
    if (type === "ok" && (operation === "sign-in" || seen?.user)) known.add(shopper);
    const isStranger = status === 401 || (type === "ok" && seen?.user === null);
    return isStranger && known.delete(shopper);
  });
}
