import { randomBytes } from "node:crypto";

const ID_BYTES = 16;
/** Drawn for many ids at once: every first page hands out an id, and drawing for one would cost more than the rest of the page. */
let pool = Buffer.alloc(0);

/** 128 random bits in hex (32 digits). The first two are the slot, which the cart shares with its orders and remembered answers. */
export function newCartId(): string {
  if (pool.length === 0) pool = randomBytes(ID_BYTES * 256);
  const id = pool.toString("hex", 0, ID_BYTES);
  pool = pool.subarray(ID_BYTES);
  return id;
}

/** The slot of the cart that is ordered, then 48 random bits in hex (14 digits in all). */
export function newOrderId(cartId: string): string {
  return slotOf(cartId) + randomBytes(6).toString("hex");
}

/** The first two digits of a cart's or an order's id. In a Redis cluster they decide on which node it lives. */
export function slotOf(id: string): string {
  return id.slice(0, 2);
}
