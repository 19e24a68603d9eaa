import { computed, effect, signal } from "@preact/signals";
import { sides } from "../live/room.ts";
import { type Pair, STEPS } from "./steps.ts";

/** Where the user is: a step from 0, STEPS.length for the quiz; null outside of the tour. */
export const position = signal<number | null>(null);
/** What both sides counted before the first press of this step. */
export const before = signal<Pair | null>(null);
/** The presses of this step that were done, by their places. */
export const pressed = signal<ReadonlySet<number>>(new Set());
/** Whether what the step promises has been seen since. */
export const isSeen = signal(false);

/** The sides to compare, memory on the left; null where the control room shows others. */
export const pair = computed((): Pair | null => {
  const [left, right] = sides.value;
  return left?.state === "memory" && right?.state === "redis" ? { memory: left, redis: right } : null;
});

export function goTo(step: number | null): void {
  position.value = step;
  before.value = null;
  pressed.value = new Set();
  isSeen.value = false;
}

export function press(place: number): void {
  before.value ??= pair.value;
  pressed.value = new Set([...pressed.value, place]);
}

// once seen it stays seen, whatever happens next
effect(() => {
  const step = STEPS[position.value ?? -1];
  if (step && pair.value && before.value && step.isSeen(pair.value, before.value)) isSeen.value = true;
});
