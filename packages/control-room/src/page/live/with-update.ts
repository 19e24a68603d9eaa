import type { Answer, Customer } from "../../wire/customer.ts";
import type { SideSnapshot, SideUpdate, Snapshot, Update } from "../../wire/live.ts";
import { TIMELINE_SECONDS } from "../../wire/timeline.ts";

/** How many clicks of each customer a page remembers. */
const MAX_CLICKS = 30;

/** A customer as the page knows them. */
export interface CustomerView extends Customer {
  /** The answers to their last clicks, the newest last; absent before the first one that the page has seen. */
  readonly clicks?: readonly Answer[];
}

/** Returns what a page knows after an update, by what it knew before. */
export function withUpdate(snapshot: Snapshot, update: Update): Snapshot {
  const sides = update.sides.map((side, index) => sideWithUpdate(snapshot.sides[index], side));
  return { ...snapshot, ...update, sides };
}

function sideWithUpdate(previous: SideSnapshot | undefined, update: SideUpdate): SideSnapshot {
  const { answers, points, annotations, ...status } = update;
  return {
    ...status,
    customers: withAnswers(previous?.customers ?? [], answers, status.statistics.customers),
    points: recent([...(previous?.points ?? []), ...points]),
    annotations: recent([...(previous?.annotations ?? []), ...annotations]),
  };
}

/** Customers whose number is above `count` have left. */
function withAnswers(
  customers: readonly CustomerView[],
  answers: readonly Answer[],
  count: number,
): readonly CustomerView[] {
  if (answers.length === 0 && customers.length <= count) return customers;
  const byNumber = new Map(customers.map((customer) => [customer.number, customer]));
  for (const answer of answers) {
    const { number, status, items, replica } = answer;
    const clicks = [...(byNumber.get(number)?.clicks ?? []), answer].slice(-MAX_CLICKS);
    byNumber.set(number, { number, status, items, replica, clicks });
  }
  return [...byNumber.values()].filter(({ number }) => number <= count);
}

function recent<T extends { readonly time: number }>(all: readonly T[]): readonly T[] {
  const last = all.at(-1)?.time ?? 0;
  return all.filter(({ time }) => time > last - TIMELINE_SECONDS);
}
