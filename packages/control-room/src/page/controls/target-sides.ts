import { signal } from "@preact/signals";
import { sides } from "../live/live-state.ts";

/** The side (from 0) that the controls act on; null for all sides. */
export const selectedSide = signal<number | null>(null);

/** The sides that the controls act on. A button on a side acts on that side only. */
export function selectedSides(): number[] {
  return selectedSide.value === null ? sides.value.map((_side, index) => index) : [selectedSide.value];
}

/** Where an action is applied, as in "on both sides". It ends the names of buttons. */
export function placeOf(targets: readonly number[]): string {
  const [first, second] = targets.map((target) => sides.value[target]?.scenario);
  return second === undefined ? `on ${first}` : "on both sides";
}
