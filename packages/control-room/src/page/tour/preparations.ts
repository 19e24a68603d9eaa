import type { Balancing } from "@shop/lab/scenarios.ts";
import type { Action } from "../../wire/action.ts";
import type { SideView } from "../live/live-state.ts";
import type { BothSides } from "./both-sides.ts";
import { replicasOf } from "./steps/observe.ts";
import type { Start } from "./steps/step.ts";

/** An action on one side that brings it nearer to where a step starts. */
export interface Preparation {
  readonly action: Action;
  readonly on: keyof BothSides;
}

/** What brings both sides to where a step starts, in order; empty if they are there. */
export function preparations({ balancing, replicas }: Start, now: BothSides): readonly Preparation[] {
  const on = (side: keyof BothSides, balancing: Balancing) =>
    changes(now[side], balancing, replicas).map((action) => ({ action, on: side }));
  return [...on("memory", balancing), ...on("redis", "round-robin")];
}

function changes(side: SideView, balancing: Balancing, replicas: number | undefined): Action[] {
  const ended = side.members.filter(({ state }) => state === "dead" || state === "stopped");
  // Redis first, because without it no replica becomes ready
  const inOrder = ended.toSorted((a, b) => Number(b.role === "redis") - Number(a.role === "redis"));
  const actions: Action[] = inOrder.map(({ name }) => ({ type: "start", member: name }));
  if (replicas !== undefined && replicasOf(side).length !== replicas)
    actions.push({ type: "scale", replicas });
  if (side.balancing !== balancing) actions.push({ type: "balance", balancing });
  return actions;
}
