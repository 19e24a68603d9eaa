import { labCommand } from "@shop/lab/lab-command.ts";
import type { Balancing } from "@shop/lab/scenarios.ts";

/**
 * What the user of the control room can do to a scenario while customers shop. `replicas` is the new total. `change` is how many
 * customers come, or leave if it is negative: fast clicks add up, whatever has come of the clicks before.
 */
export type Action =
  | { readonly type: "kill" | "stop" | "start"; readonly member: string }
  | { readonly type: "scale"; readonly replicas: number }
  | { readonly type: "roll" }
  | { readonly type: "balance"; readonly balancing: Balancing }
  | { readonly type: "customers"; readonly change: number };

/** The most replicas and customers of one side. The page cannot show more of them apart. */
export const MAX_REPLICAS = 8;
export const MAX_CUSTOMERS = 200;

/** The command that does the same to the deployment of that name in a terminal; null if there is none. */
export function commandOf(action: Action, name: string | undefined): string | null {
  switch (action.type) {
    case "scale":
      return labCommand(`scale ${action.replicas}`, name);
    case "roll":
      return labCommand("roll", name);
    case "balance":
      return labCommand(`balance ${action.balancing}`, name);
    case "customers":
      return null;
    default:
      return labCommand(`${action.type} ${action.member.replace(/^shop-/, "")}`, name);
  }
}

/** An action in words. */
export interface Description {
  /** While it lasts: "killing shop-2". */
  readonly ongoing: string;
  /** For the timeline: "killed shop-2". */
  readonly done: string;
}

/** Describes an action in a few words. */
export function describe(action: Action): Description {
  switch (action.type) {
    case "kill":
      return { ongoing: `killing ${action.member}`, done: `killed ${action.member}` };
    case "stop":
      return { ongoing: `stopping ${action.member}`, done: `stopped ${action.member}` };
    case "start":
      return { ongoing: `starting ${action.member}`, done: `started ${action.member}` };
    case "scale":
      return { ongoing: `scaling to ${action.replicas}`, done: `scaled to ${action.replicas}` };
    case "roll":
      return { ongoing: "rolling", done: "rolled" };
    case "balance":
      return { ongoing: `balancing by ${action.balancing}`, done: `switched to ${action.balancing}` };
    case "customers":
      return action.change > 0
        ? { ongoing: `adding ${action.change} customers`, done: `added ${action.change} customers` }
        : { ongoing: `removing ${-action.change} customers`, done: `removed ${-action.change} customers` };
  }
}
