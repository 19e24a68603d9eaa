import { memberNamed } from "@shop/lab/runtime/members.ts";
import { roll } from "@shop/lab/runtime/roll.ts";
import type { Member, Runtime, Snapshot } from "@shop/lab/runtime/runtime.ts";
import type { Blow } from "../wire/action.ts";

/** Why a blow cannot be dealt to members that stand like this; null when it can. */
export function objection(blow: Blow, members: readonly Member[]): string | null {
  if (!("member" in blow)) return null;
  const member = members.find(({ name }) => name === blow.member);
  if (!member) return `there is no ${blow.member}`;
  if (blow.act === "start") return member.state === "stopped" ? null : `${blow.member} is running already`;
  return member.state === "stopped" ? `${blow.member} is not running` : null;
}

/** Deals a blow; returns when it has been dealt. The number of customers is no matter of the runtime. */
export async function strike(
  blow: Exclude<Blow, { act: "customers" }>,
  runtime: Runtime,
  snapshot: Snapshot,
): Promise<void> {
  switch (blow.act) {
    case "scale":
      return void (await runtime.scale(snapshot, blow.replicas, () => {}));
    case "roll":
      return void (await roll(snapshot.members, runtime, () => {}));
    case "balance":
      return void (await runtime.balance(snapshot, blow.balancing));
    default:
      return runtime[blow.act](memberNamed(blow.member, snapshot));
  }
}
