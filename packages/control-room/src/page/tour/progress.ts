import { computed, effect, signal } from "@preact/signals";
import { sides } from "../live/live-state.ts";
import type { BothSides } from "./compare-sides.ts";
import { STEPS } from "./steps.ts";

/** Where the user is: the index of a step, STEPS.length for the quiz, null outside of the tour. */
export const position = signal<number | null>(null);
/** The sides before the first button of this step was pressed; null before that. */
export const before = signal<BothSides | null>(null);
/** The indexes of the buttons of this step that were pressed. */
export const pressed = signal<ReadonlySet<number>>(new Set());
/** Whether what the step announces has happened since the first button was pressed. */
export const isSeen = signal(false);

/** The sides to compare; null unless state in memory is on the left and state in Redis on the right. */
export const bothSides = computed((): BothSides | null => {
  const [left, right] = sides.value;
  return left?.state === "memory" && right?.state === "redis" ? { memory: left, redis: right } : null;
});

/** Goes to a position and forgets what was done at the one before. */
export function goTo(next: number | null): void {
  position.value = next;
  before.value = null;
  pressed.value = new Set();
  isSeen.value = false;
}

/** Notes that a button of this step was pressed. */
export function markPressed(button: number): void {
  before.value ??= bothSides.value;
  pressed.value = new Set([...pressed.value, button]);
}

// what was seen once stays seen, whatever happens next
effect(() => {
  const step = STEPS[position.value ?? -1];
  if (step && bothSides.value && before.value && step.isSeen(bothSides.value, before.value))
    isSeen.value = true;
});
