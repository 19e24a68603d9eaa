import type { Act, HistoryEvent } from "./history.ts";

/** The replica that answered this shopper last, up to `time` (milliseconds of the history) where given; "nobody" if none did. */
export function lastReplicaOf(
  shopper: string,
  events: readonly HistoryEvent[],
  time = Number.POSITIVE_INFINITY,
): string {
  const isTheirs = (event: HistoryEvent) => event.shopper === shopper && event.replica && event.time <= time;
  return events.findLast(isTheirs)?.replica ?? "nobody";
}

/** When the lab first did this, in milliseconds of the history; throws where it never did. */
export function timeOf(wanted: string, acts: readonly Act[]): number {
  const found = acts.find(({ act }) => act === wanted);
  if (!found) throw new Error(`The history tells of no "${wanted}".`);
  return found.time;
}

/** Answers by replica, as counts. Requests that no replica answered are left out. */
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

/** Requests that ended without the shop's word on what happened: 5xx, or no answer. */
export function unanswered(events: readonly HistoryEvent[]): HistoryEvent[] {
  return events.filter(({ type }) => type === "unknown");
}
