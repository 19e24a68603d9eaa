import { randomBytes } from "node:crypto";

/** Behind the slot of its cart, so that both can change in one step on a Redis cluster, 128 random bits: nobody guesses another's session. */
export function newSessionId(cartId: string): string {
  return slotOf(cartId) + randomBytes(16).toString("base64url");
}

/** 120 random bits in hex behind a slot (two hex digits): that of another id where both must change in one step, else any. */
export function newCartId(slot = randomBytes(1).toString("hex")): string {
  return slot + randomBytes(15).toString("hex");
}

/** 48 random bits in hex behind the slot of the cart that it was made from. */
export function newOrderId(cartId: string): string {
  return slotOf(cartId) + randomBytes(6).toString("hex");
}

/** The part of a session's, cart's or order's id that decides where in a cluster it lives. */
export function slotOf(id: string): string {
  return id.slice(0, 2);
}
