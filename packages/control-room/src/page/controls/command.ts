import { type Action, commandOf } from "../../wire/action.ts";

/**
 * The command that does in a terminal what an action does to the first side; null if there is none. Commands act on the first
 * side only, so an action on the second has none.
 */
export function commandFor(action: Action, targets: readonly number[]): string | null {
  return targets.includes(0) ? commandOf(action) : null;
}
