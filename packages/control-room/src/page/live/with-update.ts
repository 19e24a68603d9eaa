import type { Answer, Customer } from "../../wire/customer.ts";
import type { SideSnapshot, SideUpdate, Snapshot, Update } from "../../wire/live.ts";
import { TIMELINE_SECONDS } from "../../wire/timeline.ts";

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
  customers: readonly Customer[],
  answers: readonly Answer[],
  count: number,
): readonly Customer[] {
  if (answers.length === 0 && customers.length <= count) return customers;
  const byNumber = new Map(customers.map((customer) => [customer.number, customer]));
  for (const { number, status, items, replica } of answers)
    byNumber.set(number, { number, status, items, replica });
  return [...byNumber.values()].filter(({ number }) => number <= count);
}

function recent<T extends { readonly time: number }>(all: readonly T[]): readonly T[] {
  const last = all.at(-1)?.time ?? 0;
  return all.filter(({ time }) => time > last - TIMELINE_SECONDS);
}
