import { signal } from "@preact/signals";
import { sides } from "../live/room.ts";

/** Whether a blow hits both sides, or only the one whose button was pressed. */
export const hitsBoth = signal(true);

/** The sides that a button of this side's hits. */
export function targetsOf(place: number): number[] {
  return hitsBoth.value ? sides.value.map((_side, i) => i) : [place];
}
