import type { MemberStatus, Totals } from "../../../wire/side.ts";
import type { SideView } from "../../live/live-state.ts";
import { formatFigure } from "../../side/format-figure.ts";
import type { BothSides } from "../both-sides.ts";
import type { Figure, Observation } from "./step.ts";

/** By how much a total has grown since the first button was pressed. */
export const increase = (
  total: keyof Totals,
  side: keyof BothSides,
  { now, before }: Pick<Observation, "now" | "before">,
): number => now[side].statistics[total] - before[side].statistics[total];

/** The growth of a total as a figure: "signed out: 31 | 0". */
export const increases = (name: string, total: keyof Totals, observation: Observation): Figure => ({
  name,
  memory: formatFigure(increase(total, "memory", observation)),
  redis: formatFigure(increase(total, "redis", observation)),
});

/** How many customers are strangers now, of how many. */
export const strangersNow = ({ now }: Observation): Figure => {
  const of = ({ statistics: { strangers, customers } }: SideView) =>
    `${formatFigure(strangers)} of ${customers}`;
  return { name: "strangers now", memory: of(now.memory), redis: of(now.redis) };
};

/** Whether nobody with state in Redis was hurt since. */
export const redisIsUnharmed = (observation: Observation): boolean =>
  increase("signedOut", "redis", observation) + increase("cartsLost", "redis", observation) === 0;

/** Whether customers with state in memory are served, and hardly any of them is a stranger. */
export const isCalm = ({ memory: { statistics } }: BothSides): boolean =>
  statistics.strangers !== null && statistics.strangers <= 2;

/** The replicas of a side. */
export const replicasOf = ({ members }: SideView): readonly MemberStatus[] =>
  members.filter(({ role }) => role === "replica");

/** Which share of a side's answers comes from a replica now, 0 to 1; null if there is no such replica. */
export function shareOf(name: string, side: SideView): number | null {
  const replicas = replicasOf(side);
  const replica = replicas.find((replica) => replica.name === name);
  if (!replica) return null;
  const total = replicas.reduce((sum, { load }) => sum + load, 0);
  return total === 0 ? 0 : replica.load / total;
}

/** The ready replica to which most customers are pinned; the first one by name if there is none. */
export function busiestReplica(side: SideView): { readonly name: string; readonly pinned: number } {
  const ready = replicasOf(side).filter(({ state }) => state === "ready");
  return ready.toSorted((a, b) => b.pinned - a.pinned)[0] ?? { name: "shop-1", pinned: 0 };
}

/** A share as people read it: "20 %", and a dash for null. */
export const formatShare = (share: number | null): string =>
  share === null ? "–" : `${Math.round(share * 100)} %`;

/** Which share of the answers comes from the replica with most of them, on each side. */
export function busiestShares({ memory, redis }: BothSides): Record<keyof BothSides, string> {
  const share = (side: SideView) =>
    formatShare(Math.max(0, ...replicasOf(side).map(({ name }) => shareOf(name, side) ?? 0)));
  return { memory: share(memory), redis: share(redis) };
}
