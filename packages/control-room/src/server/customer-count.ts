import { MAX_CUSTOMERS } from "../wire/action.ts";

/** How many customers there are after a change: at least one, at most MAX_CUSTOMERS. */
export function changedCount(count: number, change: number): number {
  return Math.min(MAX_CUSTOMERS, Math.max(1, count + change));
}

/** Why a change would change nothing, as the rest of a sentence; null if it changes something. */
export function whyNoChange(count: number, change: number): string | null {
  if (changedCount(count, change) !== count) return null;
  return change > 0 ? `${MAX_CUSTOMERS} customers are the most` : "one customer must stay";
}
