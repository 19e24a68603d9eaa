import { memberNamed } from "@shop/lab/runtime/members.ts";
import { roll } from "@shop/lab/runtime/roll.ts";
import { isRunning, type Member, type Runtime, type Snapshot } from "@shop/lab/runtime/runtime.ts";
import type { Action } from "../wire/action.ts";

/** Why an action is impossible with these members, as the rest of a sentence ("there is no shop-7"); null if it is possible. */
export function whyImpossible(action: Action, members: readonly Member[]): string | null {
  if (!("member" in action)) return null;
  const member = members.find(({ name }) => name === action.member);
  if (!member) return `there is no ${action.member}`;
  if (action.type === "start") return isRunning(member) ? `${action.member} is running already` : null;
  return isRunning(member) ? null : `${action.member} is not running`;
}

/** Applies an action to the deployment of this snapshot; returns when it is done. The runtime knows nothing of customers. */
export async function applyAction(
  action: Exclude<Action, { type: "customers" }>,
  runtime: Runtime,
  snapshot: Snapshot,
): Promise<void> {
  switch (action.type) {
    case "scale":
      return void (await runtime.scale(snapshot, action.replicas, () => {}));
    case "roll":
      return void (await roll(snapshot.members, runtime, () => {}));
    case "balance":
      return void (await runtime.balance(snapshot, action.balancing));
    default:
      return runtime[action.type](memberNamed(action.member, snapshot));
  }
}
