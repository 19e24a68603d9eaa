import { signal } from "@preact/signals";
import type { Answer, Customer } from "../../wire/customer.ts";
import type { LastAction } from "../../wire/last-action.ts";
import type { Snapshot, Update } from "../../wire/live.ts";
import type { SideStatus } from "../../wire/side.ts";
import type { Annotation, TimelinePoint } from "../../wire/timeline.ts";
import { type CustomerView, withUpdate } from "./with-update.ts";

/** A side as the page knows it, with its customers and the timeline so far. */
export interface SideView extends SideStatus {
  readonly customers: readonly CustomerView[];
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

let shown: Snapshot | null = null;
const listeners: Set<CustomerListener>[] = [];

/** All that the page shows at present; null before the first snapshot. */
export const shownSnapshot = (): Snapshot | null => shown;

/** Resets the listener with the present customers of a side (from 0), then passes each answer on. Returns an unsubscribe function. */
export function subscribe(side: number, listener: CustomerListener): () => void {
  listenersOf(side).add(listener);
  listener.reset(shown?.sides[side]?.customers ?? []);
  return () => listenersOf(side).delete(listener);
}

/** Replaces all that the page knows. */
export function applySnapshot(snapshot: Snapshot): void {
  show(snapshot);
  for (const [index, side] of snapshot.sides.entries())
    for (const listener of listenersOf(index)) listener.reset(side.customers);
}

/** Adds what is new. Without effect before the first snapshot. */
export function applyUpdate(update: Update): void {
  if (!shown) return;
  show(withUpdate(shown, update));
  for (const [index, { answers }] of update.sides.entries())
    for (const listener of listenersOf(index)) listener.receive(answers);
}

function show(snapshot: Snapshot): void {
  shown = snapshot;
  runtime.value = snapshot.runtime;
  showLastAction(snapshot.lastAction);
  sides.value = snapshot.sides;
}

/** Every update repeats the last action; what shows it needs to know only of a new one. */
function showLastAction(latest: LastAction | null): void {
  if (latest?.number !== lastAction.value?.number) lastAction.value = latest;
}

function listenersOf(side: number): Set<CustomerListener> {
  listeners[side] ??= new Set();
  return listeners[side];
}
