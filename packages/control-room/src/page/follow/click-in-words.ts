import type { Answer, Click, CustomerStatus } from "../../wire/customer.ts";

/** What a customer clicked. */
export const CLICKS: Readonly<Record<Click, string>> = {
  "sign-in": "sign in",
  "sign-out": "sign out",
  add: "add item",
  cart: "see cart",
  whoami: "see account",
  checkout: "check out",
  order: "see order",
  browse: "see catalogue",
  "sign-in page": "see sign-in page",
  "change cart": "change cart",
};

/** Whom a shop takes a customer for. */
export const STATUSES: Readonly<Record<CustomerStatus, string>> = {
  newcomer: "not signed in yet",
  known: "signed in",
  stranger: "a stranger",
  unknown: "your browser",
};

/** What went wrong with a click, in the order in which it is read; empty if nothing did. */
export function harmsOf({ outcome, status, itemsLost }: Answer): string[] {
  if (outcome === "unavailable") return ["got a 503"];
  if (outcome === "unreachable") return ["got no answer"];
  return [
    ...(status === "stranger" ? ["taken for a stranger"] : []),
    ...(itemsLost > 0 ? [`cart of ${itemsLost} item${itemsLost === 1 ? "" : "s"} lost`] : []),
  ];
}
