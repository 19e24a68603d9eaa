import { isRunning } from "@shop/lab/runtime/runtime.ts";
import type { Totals } from "../../wire/side.ts";
import type { SideView } from "../live/live-state.ts";

/** The two sides that the tour compares. */
export interface BothSides {
  readonly memory: SideView;
  readonly redis: SideView;
}

/** By how much a total has grown. */
export const increase = (total: keyof Totals, now: SideView, before: SideView): number =>
  now.statistics[total] - before.statistics[total];

/** The load of the busiest replica divided by that of the least busy one: 1 is even. */
export function unevenness({ members }: SideView): number {
  const loads = members.filter(({ role }) => role === "replica").map(({ load }) => load);
  return Math.max(...loads) / Math.max(0.1, Math.min(...loads));
}

/** The name of the ready replica to which most customers are pinned. */
export function busiestReplica({ members }: SideView): string {
  const replicas = members.filter(({ role, state }) => role === "replica" && state === "ready");
  return replicas.toSorted((a, b) => b.pinned - a.pinned)[0]?.name ?? "shop-1";
}

/** The name of the first replica that is dead or stopped; undefined if all are running. */
export const stoppedReplica = ({ members }: SideView): string | undefined =>
  members.find((member) => member.role === "replica" && !isRunning(member))?.name;
