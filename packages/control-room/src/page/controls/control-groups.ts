import { BALANCINGS } from "@shop/lab/scenarios.ts";
import { type Action, MAX_CUSTOMERS, MAX_REPLICAS } from "../../wire/action.ts";
import type { SideView } from "../live/live-state.ts";

/** A button of the controls. */
export interface Control {
  readonly label: string;
  readonly action: Action;
  readonly isDisabled: boolean;
  /** For a choice: whether it is the present one. */
  readonly isPressed?: boolean;
}

/** Controls under one heading. */
export interface ControlGroup {
  readonly name: string;
  readonly controls: readonly Control[];
}

const CUSTOMERS_STEP = 20;

/** What can be done to one or more scenarios as a whole. Where they differ, the larger number of replicas and customers counts. */
export function controlGroups(targets: readonly SideView[]): readonly ControlGroup[] {
  const isBusy = targets.some(({ ongoing }) => ongoing !== null);
  const replicas = Math.max(
    ...targets.map(({ members }) => members.filter(({ role }) => role === "replica").length),
  );
  const customers = Math.max(...targets.map(({ statistics }) => statistics.customers));
  const scale = (label: string, count: number): Control => ({
    label,
    action: { type: "scale", replicas: count },
    isDisabled: isBusy || count < 1 || count > MAX_REPLICAS,
  });
  const change = (label: string, change: number): Control => ({
    label,
    action: { type: "customers", change },
    isDisabled: customers + change < 1 || customers + change > MAX_CUSTOMERS,
  });
  return [
    {
      name: "Replicas",
      controls: [
        scale("One less", replicas - 1),
        scale("One more", replicas + 1),
        { label: "Roll", action: { type: "roll" }, isDisabled: isBusy },
      ],
    },
    {
      name: "Customers",
      controls: [
        change(`${CUSTOMERS_STEP} fewer`, -CUSTOMERS_STEP),
        change(`${CUSTOMERS_STEP} more`, CUSTOMERS_STEP),
      ],
    },
    {
      name: "nginx balances by",
      controls: BALANCINGS.map((balancing) => ({
        label: balancing,
        action: { type: "balance", balancing },
        isDisabled: isBusy,
        isPressed: targets.every((side) => side.balancing === balancing),
      })),
    },
  ];
}
