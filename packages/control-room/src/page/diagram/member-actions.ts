import type { Action } from "../../wire/action.ts";
import type { MemberStatus } from "../../wire/side.ts";

/** The button that every replica and Redis have. */
export interface MemberAction {
  readonly label: "Kill" | "Start";
  readonly action: Action;
}

/** Kills a member that runs, and starts one that is stopped. */
export function killOrStart({ name, state }: Pick<MemberStatus, "name" | "state">): MemberAction {
  return state === "stopped"
    ? { label: "Start", action: { type: "start", member: name } }
    : { label: "Kill", action: { type: "kill", member: name } };
}
