import { LineFullError } from "../refused.ts";
import type { Cart, Carts, Customer, IdempotencyKey, Lifetimes, Lines } from "../state.ts";
import type { Redis } from "./client.ts";
import { cartKey } from "./keys.ts";

/** A cart is a hash, quantity by SKU, in which Redis itself adds: simultaneous adds all count. */
export function redisCarts(redis: Redis, lifetimes: Lifetimes): Carts {
  const change = async (
    customer: Customer,
    operation: "add" | "set",
    sku: string,
    quantity: number,
    idempotencyKey: IdempotencyKey | undefined,
  ): Promise<Lines | null> => {
    const args = [operation, sku, quantity];
    const fields = await redis.changeCart({ customer, lifetimes, args, idempotencyKey });
    if (fields === "full") throw new LineFullError();
    return fields === "hidden" ? null : cartOf(fields ?? {}).lines;
  };
  return {
    get: async (cartId) => cartOf(await redis.hGetAll(cartKey(cartId))),
    add: (customer, sku, quantity, idempotencyKey) => change(customer, "add", sku, quantity, idempotencyKey),
    set: (customer, sku, quantity, idempotencyKey) => change(customer, "set", sku, quantity, idempotencyKey),
    remove: (customer, sku, idempotencyKey) => change(customer, "set", sku, 0, idempotencyKey),
    claim: async (customer, previous) => {
      const keys = previous ? [cartKey(previous)] : [];
      await redis.claimCart({ customer, lifetimes, keys });
    },
    clear: async (customer) => {
      await redis.clearCart({ customer, lifetimes });
    },
  };
}

/** The cart in a hash's fields. */
export function cartOf(fields: Readonly<Record<string, string>>): Cart {
  const lines = new Map<string, number>();
  for (const field in fields) if (!field.startsWith("@")) lines.set(field, Number(fields[field]));
  return { owner: fields["@owner"] ?? null, lines };
}
