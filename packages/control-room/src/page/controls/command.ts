import { type Action, commandOf } from "../../wire/action.ts";
import { whyImpossible } from "../../wire/why-impossible.ts";
import { type SideView, sides } from "../live/live-state.ts";

/**
 * The commands that do in a terminal what an action does to the targets (from 0), one for each on which it is possible; none if the
 * action has no equivalent.
 */
export function commandsFor(action: Action, targets: readonly number[]): readonly string[] {
  const possible = targetsAmong(sides.value, targets).filter(
    ({ members }) => whyImpossible(action, members) === null,
  );
  return commandsOn(possible, action);
}

/** The commands that do to these sides what an action does. */
export const commandsOn = (these: readonly SideView[], action: Action): readonly string[] =>
  these.map(({ name }) => commandOf(action, name)).filter((command) => command !== null);

export const targetsAmong = (all: readonly SideView[], targets: readonly number[]): readonly SideView[] =>
  all.filter((_side, index) => targets.includes(index));
