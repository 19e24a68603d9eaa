import type { Operation } from "@shop/lab/history/history.ts";

/**
 * Whom the shop takes a customer for, by the last answer that shows it. `newcomer`: has not signed in yet. `known`: is signed in. `stranger`: had signed in, and the
 * shop no longer recognises them. `unknown`: the user's own browser, of which only nginx's log is known.
 */
export type CustomerStatus = "newcomer" | "known" | "stranger" | "unknown";

/** The number of the customer that stands for the user's own browser. */
export const YOU = 0;

/** What a customer can click. */
export type Click = Operation | "sign-in page" | "change cart";

/** A customer, by the answers that they got. */
export interface Customer {
  /** From 1; YOU for the user's own browser. */
  readonly number: number;
  readonly status: CustomerStatus;
  /** Items that must be in the cart, by what the shop acknowledged. */
  readonly items: number;
  /** Name of the replica that answered last; null before the first answer. */
  readonly replica: string | null;
}

/**
 * How a request ended. `answered`: the shop did what was asked, or refused it. `unavailable`: the answer was a 503 or another 5xx.
 * `unreachable`: no answer came; the connection was refused or broke, or the wait was too long.
 */
export type Outcome = "answered" | "unavailable" | "unreachable";

/** The end of one request, with the customer as they are after it. */
export interface Answer extends Customer {
  /** What was asked for. */
  readonly operation: Click;
  readonly outcome: Outcome;
  /** Items that were in the cart before and are missing in this answer. */
  readonly itemsLost: number;
}
