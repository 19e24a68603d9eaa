import { LineFullError } from "../refused.ts";
import {
  type Cart,
  type Carts,
  type Customer,
  type Lifetimes,
  type Lines,
  MAX_QUANTITY,
  type Once,
} from "../state.ts";
import type { Redis } from "./client.ts";
import { cartKey } from "./keys.ts";
import { changeScript } from "./once.ts";

/*
 * ARGV: "add" or "set", SKU, quantity. Answers with the cart's fields, or "full". Zero removes the line.
 */
export const changeCart = changeScript<Record<string, string> | "full">(`
local operation, sku, quantity = ARGV[7], ARGV[8], tonumber(ARGV[9])
if quantity > 0 and not hasRoom() then return '"no room"' end
if operation == 'add' then quantity = quantity + (tonumber(redis.call('HGET', cart, sku)) or 0) end
if quantity > ${MAX_QUANTITY} then return answer('"full"') end
if quantity > 0 then redis.call('HSET', cart, sku, quantity) else redis.call('HDEL', cart, sku) end
if user ~= '' and not owner then claim() end
keep()
local fields, lines = redis.call('HGETALL', cart), {}
for i = 1, #fields, 2 do lines[fields[i]] = fields[i + 1] end
return answer(cjson.encode(lines))
`);

/* KEYS: the previous cart if there is one. */
export const claimCart = changeScript<"claimed">(`
local previous = KEYS[2]
if previous and redis.call('HGET', previous, '@owner') == user then
  local fields = redis.call('HGETALL', previous)
  for i = 1, #fields, 2 do
    if string.sub(fields[i], 1, 1) ~= '@' then
      local quantity = (redis.call('HGET', cart, fields[i]) or 0) + fields[i + 1]
      redis.call('HSET', cart, fields[i], math.min(quantity, ${MAX_QUANTITY}))
    end
  end
  redis.call('DEL', previous)
end
claim()
keep()
return '"claimed"'
`);

/* It frees memory, so a full Redis may run it. */
export const clearCart = changeScript<"cleared">(
  `
redis.call('DEL', cart)
return '"cleared"'
`,
  "flags=allow-oom",
);

/** A cart is a hash of its own, quantity by SKU: Redis adds within it, so that adds at the same time all count. */
export function redisCarts(redis: Redis, lifetimes: Lifetimes): Carts {
  const change = async (
    customer: Customer,
    operation: "add" | "set",
    sku: string,
    quantity: number,
    once: Once | undefined,
  ): Promise<Lines | null> => {
    const args = [operation, sku, quantity];
    const lines = await redis.changeCart({ customer, lifetimes, args, once });
    if (lines === "full") throw new LineFullError(MAX_QUANTITY);
    return lines === "untold" ? null : cartOf(lines ?? {}).lines;
  };
  return {
    get: async (cartId) => cartOf(await redis.hGetAll(cartKey(cartId))),
    add: (customer, sku, quantity, once) => change(customer, "add", sku, quantity, once),
    set: (customer, sku, quantity, once) => change(customer, "set", sku, quantity, once),
    remove: (customer, sku, once) => change(customer, "set", sku, 0, once),
    claim: async (customer, previous) => {
      const keys = previous ? [cartKey(previous)] : [];
      await redis.claimCart({ customer, lifetimes, keys });
    },
    clear: async (customer) => {
      await redis.clearCart({ customer, lifetimes });
    },
  };
}

/** The hash as Redis tells it, as a cart. */
export function cartOf(hash: Readonly<Record<string, string>>): Cart {
  const lines = Object.entries(hash).filter(([field]) => !field.startsWith("@"));
  return {
    owner: hash["@owner"] ?? null,
    lines: new Map(lines.map(([sku, quantity]) => [sku, Number(quantity)])),
  };
}
