import { signal } from "@preact/signals";
import { sides } from "../live/live-state.ts";

/** The side (from 0) that actions apply to; null for all sides. */
export const selectedSide = signal<number | null>(null);

const allSides = () => sides.value.map((_side, index) => index);

/** The sides that the controls above the sides act on. */
export function selectedSides(): number[] {
  return selectedSide.value === null ? allSides() : [selectedSide.value];
}

/** The sides that a button on this side acts on. */
export function targetsFrom(side: number): number[] {
  return selectedSide.value === null ? allSides() : [side];
}
