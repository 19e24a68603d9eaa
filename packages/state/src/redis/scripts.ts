import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CommandParser, defineScript } from "redis";
import { ANSWER_LIFETIME, KEY_LIFETIME, KEY_SKEW, MAX_QUANTITY, type Slowdown } from "../limits.ts";
import { ForeignCartError } from "../refused.ts";
import type { Customer, IdempotencyKey, Lifetimes, Order } from "../state.ts";
import { StateFullError } from "../unavailable.ts";
import { idempotencyKeyArguments, KEY_REFUSALS } from "./idempotency-keys.ts";
import { cartKey } from "./keys.ts";

/** What scripts call by these names. MEMORY_RESERVE is the part of Redis's memory that is left for customers who signed in. */
const CONSTANTS = { ANSWER_LIFETIME, KEY_LIFETIME, KEY_SKEW, MAX_QUANTITY, MEMORY_RESERVE: 0.2 };

/**
 * A script is its flags, the constants, files in scripts/ in this order, and `rest`. With the first line, #!lua, Redis refuses a script
 * before it has changed anything where writing is impossible (full, or a read-only replica):
 * https://redis.io/docs/latest/develop/programmability/eval-intro/#eval-flags
 */
export function compose(files: readonly string[], flags = "", rest = ""): string {
  const constants = Object.entries(CONSTANTS).map(([name, value]) => `local ${name} = ${value}`);
  const pieces = files.map((file) => readFileSync(join(import.meta.dirname, "scripts", file), "utf8"));
  return [`#!lua ${flags}`, ...constants, ...pieces, rest].join("\n");
}

/** What every change of a cart has, and the script's own KEYS and ARGV. */
interface Change {
  readonly customer: Customer;
  readonly lifetimes: Lifetimes;
  readonly keys?: readonly string[];
  readonly args?: readonly (string | number)[];
  readonly idempotencyKey?: IdempotencyKey | undefined;
}

/** Replies with which a script refuses a change. */
const REFUSALS: Readonly<Record<string, () => Error>> = {
  ...KEY_REFUSALS,
  foreign: () => new ForeignCartError(),
  "no room": () => new StateFullError(),
};

/**
 * A script that changes a cart. Resolves with the reply, parsed; with "hidden" where the customer may not see it; with null where
 * the script changed nothing and remembers nothing. Rejects where it refused the change.
 */
function changeScript<Answer>(file: string, flags?: string) {
  return defineScript({
    SCRIPT: compose(["shared/cart-owner.lua", "shared/idempotency-key.lua", file], flags),
    parseCommand(parser: CommandParser, change: Change) {
      const { customer, lifetimes, keys = [], args = [], idempotencyKey } = change;
      const { overlap, idle, absolute } = lifetimes;
      const check = idempotencyKeyArguments(customer.cartId, idempotencyKey);
      parser.pushKeysLength([cartKey(customer.cartId), ...keys, ...check.keys]);
      parser.push(customer.user ?? "", ...[overlap, idle, absolute, ...check.args, ...args].map(String));
    },
    transformReply(reply: string | null): Answer | "hidden" | null {
      const answer = JSON.parse(reply ?? "null");
      const refusal = REFUSALS[answer];
      if (refusal) throw refusal();
      return answer;
    },
  });
}

/** All scripts, as methods of the client: node-redis sends their digest, and their text where Redis does not know it yet. */
export const scripts = {
  changeCart: changeScript<Record<string, string> | "full">("change-cart.lua"),
  claimCart: changeScript<"claimed">("claim-cart.lua"),
  clearCart: changeScript<"cleared">("clear-cart.lua", "flags=allow-oom"),
  placeOrder: changeScript<{ order: Order | null }>("place-order.lua"),
  chargeAttempt: defineScript({
    SCRIPT: compose(["charge-attempt.lua"]),
    parseCommand(parser: CommandParser, key: string, { free, first, most, memory }: Slowdown) {
      parser.pushKeysLength([key]);
      parser.push(...[free, first, most, memory].map(String));
    },
    transformReply: (reply: number): number => reply,
  }),
  listSession: defineScript({
    SCRIPT: compose(["list-session.lua"]),
    parseCommand(parser: CommandParser, key: string, id: string, endsAt: number, absolute: number) {
      parser.pushKeysLength([key]);
      parser.push(id, String(endsAt), String(absolute));
    },
    transformReply: (reply: number): number => reply,
  }),
};
