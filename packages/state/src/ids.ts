import { randomBytes } from "node:crypto";

const ID_BYTES = 16;
/** Every first page hands out an id: drawing random bytes one by one would cost more than the rest of it. */
let pool = Buffer.alloc(0);

/** 128 random bits in hex. The first two digits are the slot that the cart, its answers and its orders share. */
export function newCartId(): string {
  if (pool.length === 0) pool = randomBytes(ID_BYTES * 256);
  const id = pool.toString("hex", 0, ID_BYTES);
  pool = pool.subarray(ID_BYTES);
  return id;
}

/** 48 random bits in hex behind the slot of the cart that it was made from. */
export function newOrderId(cartId: string): string {
  return slotOf(cartId) + randomBytes(6).toString("hex");
}

/** The part of a cart's or order's id that decides where in a Redis cluster it lives. */
export function slotOf(id: string): string {
  return id.slice(0, 2);
}
