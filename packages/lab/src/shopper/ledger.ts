/** What one customer was promised and what became of it, over as many purchases as there were. Counts of requests, items and orders. */
export interface Ledger {
  readonly shopper: string;
  /** Requests that ended with anything but success. Being told that an empty cart is empty is no failure. */
  failed: number;
  /** Answers that took a signed-in customer for a stranger. */
  signedOut: number;
  /** Answers that still knew a customer who had signed out. */
  stillSignedIn: number;
  /** Items that the shop said it had put in the cart. */
  acknowledged: number;
  /** Items that were acknowledged and were gone when next seen. */
  lost: number;
  /** Items that were seen or ordered and never asked for, or more often than asked for. */
  doubled: number;
  /** Orders that the customer was told of, each once. */
  orders: number;
  /** How often an order was looked up and found as it was told. */
  found: number;
  /** Orders told of twice, of something else than was in the cart, or found otherwise than they were told. */
  wrongOrders: number;
}
