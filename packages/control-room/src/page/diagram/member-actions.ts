import type { Action } from "../../wire/action.ts";
import { isRunning } from "../../wire/side.ts";
import type { SideView } from "../live/live-state.ts";

/** The action that every replica and Redis have a button for. */
export interface MemberAction {
  readonly label: "Kill" | "Start";
  readonly action: Action;
}

/** Kills the member of this name where it runs, on one or more sides; starts it if it runs on none of them. */
export function killOrStart(name: string, sides: readonly Pick<SideView, "members">[]): MemberAction {
  const runs = sides.some(({ members }) =>
    members.some((member) => member.name === name && isRunning(member)),
  );
  return runs
    ? { label: "Kill", action: { type: "kill", member: name } }
    : { label: "Start", action: { type: "start", member: name } };
}
