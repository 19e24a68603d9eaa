import type { Balancing } from "@shop/lab/scenarios.ts";

/** What the control room's user can do to a scenario while customers shop. */
export type Blow =
  | { readonly act: "kill" | "stop" | "start"; readonly member: string }
  | { readonly act: "scale"; readonly replicas: number }
  | { readonly act: "roll" }
  | { readonly act: "balance"; readonly balancing: Balancing }
  | { readonly act: "customers"; readonly customers: number };

/** How many replicas and customers a side can have: what is still told apart on the page. */
export const MOST_REPLICAS = 8;
export const MOST_CUSTOMERS = 200;

/** The command that does the same in a terminal. */
export function commandOf(blow: Blow): string {
  return `scripts/lab ${words(blow)}`;
}

function words(blow: Blow): string {
  switch (blow.act) {
    case "scale":
      return `scale ${blow.replicas}`;
    case "roll":
      return "roll";
    case "balance":
      return `balance ${blow.balancing}`;
    case "customers":
      return `open --customers ${blow.customers}`;
    default:
      return `${blow.act} ${blow.member.replace(/^shop-/, "")}`;
  }
}

/** What was done, as the timeline says it. */
export function deedOf(blow: Blow): string {
  switch (blow.act) {
    case "kill":
      return `killed ${blow.member}`;
    case "stop":
      return `stopped ${blow.member}`;
    case "start":
      return `started ${blow.member}`;
    case "scale":
      return `scaled to ${blow.replicas}`;
    case "roll":
      return "rolled";
    case "balance":
      return blow.balancing;
    case "customers":
      return `${blow.customers} customers`;
  }
}
