import { describe } from "../../wire/action.ts";
import type { LastAction } from "../../wire/last-action.ts";
import type { SideStatus, Totals } from "../../wire/side.ts";

/** What one side has counted since the last action. */
export interface SideOutcome extends Totals {
  readonly scenario: string;
  /** Whether the action was applied here. */
  readonly isTarget: boolean;
}

/** What has come of the last action so far. */
export interface ActionOutcome {
  /** Of the action, from 1. */
  readonly number: number;
  /** Of the action: Unix time in seconds. */
  readonly time: number;
  /**
   * The action in words, as in "killed shop-2"; it names the side if there are others that it was not applied to, and says where it
   * failed.
   */
  readonly done: string;
  /** Left to right. */
  readonly sides: readonly SideOutcome[];
}

/** Compares what the sides count now with what they had counted before the last action. */
export function outcomeOf(
  { number, time, action, targets, before }: LastAction,
  now: readonly Pick<SideStatus, "scenario" | "statistics" | "failed">[],
): ActionOutcome {
  const sides = now.map(({ scenario, statistics }, index) => ({
    scenario,
    isTarget: targets.includes(index),
    ...increase(statistics, before[index] ?? statistics),
  }));
  const targeted = now.filter((_side, index) => targets.includes(index));
  const failed = targeted.filter((side) => side.failed === number);
  const words = [
    describe(action).done,
    targeted.length < now.length && `on ${namesOf(targeted)}`,
    failed.length > 0 && (failed.length < targeted.length ? `(failed on ${namesOf(failed)})` : "(failed)"),
  ];
  return { number, time, done: words.filter((word) => word !== false).join(" "), sides };
}

const namesOf = (sides: readonly Pick<SideStatus, "scenario">[]) =>
  sides.map(({ scenario }) => scenario).join(", ");

/** By how much each total has grown. */
const increase = (now: Totals, before: Totals): Totals => ({
  orders: now.orders - before.orders,
  signedOut: now.signedOut - before.signedOut,
  cartsLost: now.cartsLost - before.cartsLost,
  unavailable: now.unavailable - before.unavailable,
  unreachable: now.unreachable - before.unreachable,
});
