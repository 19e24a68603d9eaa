import { isRunning } from "@shop/lab/runtime/runtime.ts";
import type { Action } from "./action.ts";
import type { MemberStatus } from "./side.ts";

/** Why an action is impossible with these members, as the rest of a sentence ("there is no shop-7"); null if it is possible. */
export function whyImpossible(
  action: Action,
  members: readonly Pick<MemberStatus, "name" | "state">[],
): string | null {
  if (!("member" in action)) return null;
  const member = members.find(({ name }) => name === action.member);
  if (!member) return `there is no ${action.member}`;
  if (action.type === "start") return isRunning(member) ? `${action.member} is running already` : null;
  return isRunning(member) ? null : `${action.member} is not running`;
}
