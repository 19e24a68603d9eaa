import { signal } from "@preact/signals";
import type { Answer, Customer } from "../../wire/customer.ts";
import type { LastAction } from "../../wire/last-action.ts";
import type { Snapshot, Update } from "../../wire/live.ts";
import type { SideStatus } from "../../wire/side.ts";
import { type Annotation, TIMELINE_SECONDS, type TimelinePoint } from "../../wire/timeline.ts";

/** A side as the page knows it, with the timeline so far. */
export interface SideView extends SideStatus {
  readonly points: readonly TimelinePoint[];
  readonly annotations: readonly Annotation[];
}

/** Shows the customers of one side. */
export interface CustomerListener {
  /** These are all customers now; whatever was shown before is out of date. */
  reset(customers: Iterable<Customer>): void;
  /** Customers got these answers. */
  receive(answers: readonly Answer[]): void;
}

/** The sides, left to right. Empty before the first snapshot. */
export const sides = signal<readonly SideView[]>([]);
/** Name of the runtime; empty before the first snapshot. */
export const runtime = signal("");
/** The action that was dispatched last; null before the first one. */
export const lastAction = signal<LastAction | null>(null);

const customers: Map<number, Customer>[] = [];
const listeners: Set<CustomerListener>[] = [];

/** Resets the listener with the present customers of a side (from 0), then passes each answer on. Returns an unsubscribe function. */
export function subscribe(side: number, listener: CustomerListener): () => void {
  listenersOf(side).add(listener);
  listener.reset(customersOf(side).values());
  return () => listenersOf(side).delete(listener);
}

/** Replaces all that the page knows. */
export function applySnapshot(snapshot: Snapshot): void {
  runtime.value = snapshot.runtime;
  showLastAction(snapshot.lastAction);
  sides.value = snapshot.sides;
  for (const [index, side] of snapshot.sides.entries()) {
    customers[index] = new Map(side.customers.map((customer) => [customer.number, customer]));
    for (const listener of listenersOf(index)) listener.reset(side.customers);
  }
}

/** Adds what is new. */
export function applyUpdate(update: Update): void {
  showLastAction(update.lastAction);
  sides.value = update.sides.map(({ answers: _answers, ...side }, index) => {
    const previous = sides.value[index];
    return {
      ...side,
      points: recent([...(previous?.points ?? []), ...side.points]),
      annotations: recent([...(previous?.annotations ?? []), ...side.annotations]),
    };
  });
  for (const [index, { answers, statistics }] of update.sides.entries()) {
    const known = customersOf(index);
    for (const { outcome: _outcome, itemsLost: _itemsLost, ...customer } of answers)
      known.set(customer.number, customer);
    for (const number of known.keys()) if (number > statistics.customers) known.delete(number);
    for (const listener of listenersOf(index)) listener.receive(answers);
  }
}

/** Every update repeats the last action; what shows it needs to know only of a new one. */
function showLastAction(latest: LastAction | null): void {
  if (latest?.number !== lastAction.value?.number) lastAction.value = latest;
}

function recent<T extends { readonly time: number }>(all: readonly T[]): T[] {
  const last = all.at(-1)?.time ?? 0;
  return all.filter(({ time }) => time > last - TIMELINE_SECONDS);
}

function customersOf(side: number): Map<number, Customer> {
  customers[side] ??= new Map();
  return customers[side];
}

function listenersOf(side: number): Set<CustomerListener> {
  listeners[side] ??= new Set();
  return listeners[side];
}
