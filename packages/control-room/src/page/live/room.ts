import { signal } from "@preact/signals";
import {
  type CustomerNow,
  type Mark,
  type Moment,
  type SideNow,
  type Snapshot,
  TIMELINE,
  type Trip,
  type Update,
} from "../../wire/live.ts";

/** A side as the page knows it. */
export interface SideView extends SideNow {
  readonly moments: readonly Moment[];
  readonly marks: readonly Mark[];
}

/** Who wants to know of every answer that a customer of a side got. */
export interface Follower {
  /** Forget what was; these are the customers. */
  begin(customers: Iterable<CustomerNow>): void;
  follow(trips: readonly Trip[]): void;
}

export const connection = signal<"opening" | "open" | "lost" | "refused">("opening");
export const sides = signal<readonly SideView[]>([]);
export const runtime = signal("");

const customers: Map<number, CustomerNow>[] = [];
const followers: Set<Follower>[] = [];

/** Tells somebody of a side's customers until the function that this gives is called. */
export function follow(place: number, follower: Follower): () => void {
  followersOf(place).add(follower);
  follower.begin(customersOf(place).values());
  return () => followersOf(place).delete(follower);
}

export function applySnapshot(snapshot: Snapshot): void {
  runtime.value = snapshot.runtime;
  sides.value = snapshot.sides;
  for (const [place, side] of snapshot.sides.entries()) {
    customers[place] = new Map(side.customers.map((customer) => [customer.customer, customer]));
    for (const follower of followersOf(place)) follower.begin(side.customers);
  }
}

export function applyUpdate(update: Update): void {
  sides.value = update.sides.map(({ trips: _trips, ...news }, place) => {
    const before = sides.value[place];
    return {
      ...news,
      moments: lately([...(before?.moments ?? []), ...news.moments]),
      marks: lately([...(before?.marks ?? []), ...news.marks]),
    };
  });
  for (const [place, { trips, numbers }] of update.sides.entries()) {
    const known = customersOf(place);
    for (const { told: _told, dropped: _dropped, ...customer } of trips)
      known.set(customer.customer, customer);
    for (const number of known.keys()) if (number > numbers.customers) known.delete(number);
    for (const follower of followersOf(place)) follower.follow(trips);
  }
}

function lately<T extends { readonly time: number }>(all: readonly T[]): T[] {
  const last = all.at(-1)?.time ?? 0;
  return all.filter(({ time }) => time > last - TIMELINE);
}

function customersOf(place: number): Map<number, CustomerNow> {
  customers[place] ??= new Map();
  return customers[place];
}

function followersOf(place: number): Set<Follower> {
  followers[place] ??= new Set();
  return followers[place];
}
