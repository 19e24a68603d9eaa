import type { SideView } from "../live/live-state.ts";

/** The two sides that the tour compares. */
export interface BothSides {
  readonly memory: SideView;
  readonly redis: SideView;
}

/** Finds a side with state in memory and one with state in Redis, in whichever order they stand; null if one is missing. */
export function findBothSides(sides: readonly SideView[]): BothSides | null {
  const memory = sides.find(({ state }) => state === "memory");
  const redis = sides.find(({ state }) => state === "redis");
  return memory && redis ? { memory, redis } : null;
}
