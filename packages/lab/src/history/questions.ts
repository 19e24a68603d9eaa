import { hundredths, sum } from "../statistics.ts";
import type { ArmHistory } from "./file.ts";
import type { Act, HistoryEvent, Items, Operation, Sample } from "./history.ts";
import { InFlight } from "./in-flight.ts";

/** The replica that answered this shopper last, up to `time` in milliseconds of the history; "nobody" where none did. */
export function lastReplicaOf(
  shopper: string,
  events: readonly HistoryEvent[],
  time = Number.POSITIVE_INFINITY,
): string {
  const isTheirs = (event: HistoryEvent) => event.shopper === shopper && event.replica && event.time <= time;
  return events.findLast(isTheirs)?.replica ?? "nobody";
}

/** The history lacks a mark: what an experiment does was not done, or was recorded under another name. */
export class MissingMark extends Error {
  constructor(mark: string) {
    super(`the history has no mark "${mark}"`);
  }
}

/** When the lab first did this or set this mark, in milliseconds of the history. Throws a MissingMark. */
export function timeOf(mark: string, acts: readonly Act[]): number {
  const found = acts.find(({ act }) => act === mark);
  if (!found) throw new MissingMark(mark);
  return found.time;
}

/** How many requests each replica answered. */
export function answersByReplica(events: readonly HistoryEvent[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { type, replica } of events) {
    if (type !== "invoke" && replica) counts.set(replica, (counts.get(replica) ?? 0) + 1);
  }
  return counts;
}

/** The part of a history from `begin` to `end`, in its milliseconds. */
export function between(
  events: readonly HistoryEvent[],
  begin: number,
  end = Number.POSITIVE_INFINITY,
): HistoryEvent[] {
  return events.filter(({ time }) => time >= begin && time <= end);
}

/** The events before and after the lab first did this. Throws a MissingMark. */
export function around(
  mark: string,
  { events, acts }: ArmHistory,
): { before: HistoryEvent[]; after: HistoryEvent[] } {
  const time = timeOf(mark, acts);
  return { before: between(events, 0, time), after: between(events, time) };
}

/** The events from one mark to another. Throws a MissingMark. */
export const betweenMarks = (from: string, to: string, { events, acts }: ArmHistory): HistoryEvent[] =>
  between(events, timeOf(from, acts), timeOf(to, acts));

/** The names of the shoppers who signed in. */
export function customersOf(events: readonly HistoryEvent[]): Set<string> {
  const signIns = events.filter(({ operation, type }) => operation === "sign-in" && type === "ok");
  return new Set(signIns.map(({ shopper }) => shopper));
}

/** The number of items, whatever the product. */
export const countItems = (items: Items): number => sum(Object.values(items));

/** The ids of the orders that the checkout confirmed to a shopper. */
export const ordersOf = (name: string, events: readonly HistoryEvent[]): string[] =>
  events.flatMap(({ shopper, operation, seen }) =>
    shopper === name && operation === "checkout" && seen?.orderId ? [seen.orderId] : [],
  );

/** How long each answer took, in milliseconds: all answers, or those to one operation. */
export function latencies(events: readonly HistoryEvent[], wanted?: Operation): number[] {
  const begun = new InFlight<number>();
  const times: number[] = [];
  for (const event of events) {
    if (wanted !== undefined && event.operation !== wanted) continue;
    if (event.type === "invoke") {
      begun.begin(event, event.time);
      continue;
    }
    const time = begun.end(event);
    if (time !== undefined) times.push(event.time - time);
  }
  return times;
}

/** The longest that anybody waited for an answer, in milliseconds. */
export const longestWait = (events: readonly HistoryEvent[]): number => Math.max(0, ...latencies(events));

/** By how much a counter of each member grew from its first sample to its last. */
export function growthByMember(wanted: string, samples: readonly Sample[]): Map<string, number> {
  const values = Map.groupBy(
    samples.filter(({ what }) => what === wanted),
    ({ member = "" }) => member,
  );
  return new Map(
    [...values].map(([member, all]) => [member, (all.at(-1)?.value ?? 0) - (all[0]?.value ?? 0)]),
  );
}

/** The busiest replica's share as a multiple of the fair share, which is an equal one for each replica: 1 where load is even. */
export function overFairShare(loads: ReadonlyMap<string, number>, replicas: number): number {
  const total = sum(loads.values());
  return total === 0 ? 0 : hundredths((Math.max(...loads.values()) * replicas) / total);
}
