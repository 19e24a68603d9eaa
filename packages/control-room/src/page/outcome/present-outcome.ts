import { computed } from "@preact/signals";
import { lastAction, sides } from "../live/live-state.ts";
import { type ActionOutcome, outcomeOf } from "./outcome.ts";

/** What has come of the last action so far; null before the first one. */
export const outcome = computed<ActionOutcome | null>(
  () => lastAction.value && outcomeOf(lastAction.value, sides.value),
);
