import { memberNamed } from "@shop/lab/runtime/members.ts";
import { roll } from "@shop/lab/runtime/roll.ts";
import type { Runtime, Snapshot } from "@shop/lab/runtime/runtime.ts";
import type { Action } from "../wire/action.ts";

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
