import { BALANCINGS } from "@shop/lab/scenarios.ts";
import { type Action, MAX_CUSTOMERS, MAX_REPLICAS } from "../../wire/action.ts";
import { killOrStart } from "../diagram/member-actions.ts";
import type { SideView } from "../live/live-state.ts";
import { membersOf } from "./members-of.ts";

/** A button of the controls. */
export interface Control {
  readonly label: string;
  /** Completes the label for screen readers, as in "One more replica"; empty if the label says it all. */
  readonly object: string;
  readonly action: Action;
  /** Why it can do nothing, as in "8 at most"; null if it can do something. */
  readonly limit: string | null;
  /** For a choice: whether it is the present one. */
  readonly isPressed?: boolean;
}

/** Controls under one heading. */
export interface ControlGroup {
  readonly name: string;
  readonly controls: readonly Control[];
}

const CUSTOMERS_STEP = 20;

/** What can be done to one or more scenarios. Where they differ, the larger number of replicas and customers counts. */
export function controlGroups(targets: readonly SideView[]): readonly ControlGroup[] {
  return [
    { name: "Kill or start", controls: membersOf(targets).map(({ name }) => killControl(name, targets)) },
    { name: "Replicas", controls: replicaControls(targets) },
    { name: "Customers", controls: customerControls(targets) },
    { name: "nginx balances by", controls: balancingControls(targets) },
  ];
}

function killControl(name: string, targets: readonly SideView[]): Control {
  const { label, action } = killOrStart(name, targets);
  return { label: `${label} ${name}`, object: "", action, limit: null };
}

function replicaControls(targets: readonly SideView[]): Control[] {
  const present = Math.max(
    ...targets.map(({ members }) => members.filter(({ role }) => role === "replica").length),
  );
  const scale = (label: string, replicas: number): Control => ({
    label,
    object: "replica",
    action: { type: "scale", replicas },
    limit: limitOf(replicas, MAX_REPLICAS),
  });
  return [
    scale("One less", present - 1),
    scale("One more", present + 1),
    { label: "Roll", object: "all replicas", action: { type: "roll" }, limit: null },
  ];
}

function customerControls(targets: readonly SideView[]): Control[] {
  const present = Math.max(...targets.map(({ statistics }) => statistics.customers));
  const change = (label: string, change: number): Control => ({
    label,
    object: "customers",
    action: { type: "customers", change },
    limit: limitOf(present + change, MAX_CUSTOMERS),
  });
  return [
    change(`${CUSTOMERS_STEP} fewer`, -CUSTOMERS_STEP),
    change(`${CUSTOMERS_STEP} more`, CUSTOMERS_STEP),
  ];
}

function balancingControls(targets: readonly SideView[]): Control[] {
  return BALANCINGS.map((balancing) => ({
    label: balancing,
    object: "",
    action: { type: "balance", balancing },
    limit: null,
    isPressed: targets.every((side) => side.balancing === balancing),
  }));
}

function limitOf(count: number, most: number): string | null {
  if (count > most) return `${most} at most`;
  return count < 1 ? "1 at least" : null;
}
