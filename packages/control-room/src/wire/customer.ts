/**
 * Whom the shop takes a customer for, by the last answer that shows it. `newcomer`: has not signed in yet. `known`: is signed in. `stranger`: had signed in, and the
 * shop no longer recognises them.
 */
export type CustomerStatus = "newcomer" | "known" | "stranger";

/** A customer, by the answers that they got. */
export interface Customer {
  /** From 1. */
  readonly number: number;
  readonly status: CustomerStatus;
  /** Items that must be in the cart, by what the shop acknowledged. */
  readonly items: number;
  /** Name of the replica that answered last; null before the first answer. */
  readonly replica: string | null;
}

/** The answer to one request, with the customer as they are after it. */
export interface Answer extends Customer {
  /** False if the request ended with unknown outcome: a 503, a timeout, a broken connection. */
  readonly isOutcomeKnown: boolean;
  /** Items that were in the cart before and are missing in this answer. */
  readonly itemsLost: number;
}
