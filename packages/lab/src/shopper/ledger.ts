/** What the shop promised one customer and what became of it, over any number of purchases. Counts of requests, items and orders. */
export interface Ledger {
  readonly shopper: string;
  /** Requests that did not succeed. A refusal to check out an empty cart is no failure. */
  failed: number;
  /** Answers that took a signed-in customer for a stranger. */
  signedOut: number;
  /** Answers that still knew a customer who had signed out. */
  stillSignedIn: number;
  /** Items that the shop said it had put in the cart. */
  acknowledged: number;
  /** Items that were acknowledged and were gone when next seen. */
  lost: number;
  /** Items that were seen or ordered more often than they were asked for. */
  doubled: number;
  /** Orders that the checkout confirmed, each counted once. */
  orders: number;
  /** Those of them that were looked up and found as they were confirmed, each counted once. */
  found: number;
  /**
   * Orders that were confirmed twice, hold something else than the cart did, or looked different when found again; and checkouts
   * that were sent again and met an empty cart in place of their order.
   */
  wrongOrders: number;
}
