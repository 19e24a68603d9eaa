import { newCartId } from "../src/ids.ts";

/** A new cart, and three customers who have its id: two users, and somebody who is not signed in. */
export function people() {
  const cartId = newCartId();
  return {
    cartId,
    ann: { cartId, user: "ann" },
    grace: { cartId, user: "grace" },
    nobody: { cartId, user: null },
  };
}
