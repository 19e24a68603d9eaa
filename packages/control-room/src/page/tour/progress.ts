import { computed, effect, signal } from "@preact/signals";
import { sides } from "../live/live-state.ts";
import { backToLive } from "../playback/live-playback.ts";
import { type BothSides, findBothSides } from "./both-sides.ts";
import { STEPS } from "./steps/index.ts";
import type { Observation } from "./steps/step.ts";

/** What the user has done in a step so far. */
interface Attempt {
  /** The index of the predicted choice; null before the prediction. */
  readonly predicted: number | null;
  /** The sides when the first button was pressed; null before that. */
  readonly before: BothSides | null;
  /** The sides when the latest button was pressed; null before that. */
  readonly latest: BothSides | null;
  /** The indexes of the buttons that were pressed. */
  readonly pressed: ReadonlySet<number>;
  /** Whether the right choice has come true since the first button was pressed. */
  readonly isSeen: boolean;
}

const NOTHING_DONE: Attempt = {
  predicted: null,
  before: null,
  latest: null,
  pressed: new Set(),
  isSeen: false,
};

/** Where the user is: the index of a step, STEPS.length for the quiz, null outside of the tour. */
export const position = signal<number | null>(null);
/** What the user has done in this step. */
export const attempt = signal<Attempt>(NOTHING_DONE);
/** The sides to compare; null if there are no such two. */
export const bothSides = computed(() => findBothSides(sides.value));

/** The indexes of the sides that something in the tour acts on. */
export const targetsOf = (on: keyof BothSides | "both"): number[] =>
  sides.value.flatMap(({ state }, i) => (on === "both" || on === state ? [i] : []));

/** What is seen of this step; null before its first button is pressed. */
export const observation = computed((): Observation | null => {
  const { before, latest } = attempt.value;
  const now = bothSides.value;
  return now && before && latest ? { now, before, latest } : null;
});

/** Goes to a position and forgets what was done at the one before. */
export function goTo(next: number | null): void {
  position.value = next;
  forget();
}

/** Forgets what was done in this step. */
export function forget(): void {
  attempt.value = NOTHING_DONE;
}

/** Chooses a prediction. */
export function predict(choice: number): void {
  attempt.value = { ...attempt.value, predicted: choice };
}

/** Notes that a button of this step was pressed. A page that was behind would count what it had yet to show as the step's doing. */
export function markPressed(button: number): void {
  backToLive();
  const { before, pressed } = attempt.value;
  attempt.value = {
    ...attempt.value,
    before: before ?? bothSides.value,
    latest: bothSides.value,
    pressed: new Set([...pressed, button]),
  };
}

// what was seen once stays seen, whatever happens next
effect(() => {
  const step = STEPS[position.value ?? -1];
  if (step && observation.value && !attempt.value.isSeen && step.isSeen(observation.value))
    attempt.value = { ...attempt.value, isSeen: true };
});
