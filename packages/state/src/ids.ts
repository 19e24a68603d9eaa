import { randomBytes } from "node:crypto";

/** 128 random bits: nobody guesses another's session. */
export function newSessionId(): string {
  return randomBytes(16).toString("base64url");
}

/** 128 random bits in hex; the first two digits are the cart's slot. */
export function newCartId(): string {
  return randomBytes(16).toString("hex");
}

/** 48 random bits in hex behind the slot of the cart that it was made from, so that both can change in one step on a Redis cluster. */
export function newOrderId(cartId: string): string {
  return slotOf(cartId) + randomBytes(6).toString("hex");
}

/** The part of a cart's or order's id that decides where in a cluster it lives. */
export function slotOf(id: string): string {
  return id.slice(0, 2);
}
