import type { Action } from "./action.ts";
import type { Totals } from "./side.ts";

/** The action that was dispatched last, and what had been counted before it. */
export interface LastAction {
  /** From 1. */
  readonly number: number;
  /** Unix time in seconds, with fractions. */
  readonly time: number;
  readonly action: Action;
  /** The sides (from 0) to which it was applied. */
  readonly targets: readonly number[];
  /** The totals of all sides at that time, left to right. */
  readonly before: readonly Totals[];
}
