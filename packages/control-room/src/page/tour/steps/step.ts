import type { Balancing } from "@shop/lab/scenarios.ts";
import type { Action } from "../../../wire/action.ts";
import type { BothSides } from "../both-sides.ts";
import type { Question } from "../question.ts";

/** Where a step starts. On both sides all members run; with Redis nginx balances by round-robin. */
export interface Start {
  /** How nginx balances with state in memory. */
  readonly balancing: Balancing;
  /** How many replicas each side has; any number if left out. */
  readonly replicas?: number;
}

/** A button of the tour. */
export interface TourButton {
  readonly label: string;
  /** What it does, which may depend on how both sides were before the step began. */
  readonly action: (before: BothSides) => Action;
  /** Why it would do nothing now; null if it does something. */
  readonly whyIdle?: (now: BothSides) => string | null;
}

/** One figure for each side. */
export interface Figure extends Readonly<Record<keyof BothSides, string>> {
  readonly name: string;
}

/** Both sides now, when the first button of the step was pressed, and when the latest one was. */
export interface Observation {
  readonly now: BothSides;
  readonly before: BothSides;
  readonly latest: BothSides;
}

/** One step of the tour: predict, press, and see what happens. */
export interface Step {
  readonly title: string;
  readonly start: Start;
  /** What the user has to know to predict. */
  readonly situation: string;
  readonly prediction: Question;
  /** The sides that the buttons act on. */
  readonly on: keyof BothSides | "both";
  readonly buttons: readonly TourButton[];
  /** The figures that show what happens, as they are now. */
  readonly evidence: (observation: Observation) => readonly Figure[];
  /** Whether the right choice of the prediction has come true. */
  readonly isSeen: (observation: Observation) => boolean;
  readonly why: string;
}
