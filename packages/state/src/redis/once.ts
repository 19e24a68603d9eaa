import { type CommandParser, defineScript } from "redis";
import { ForeignCartError, KeyExpiredError, KeyReusedError } from "../refused.ts";
import { type Customer, KEY_LIFETIME, KEY_SKEW, type Lifetimes, type Once, REMEMBERED } from "../state.ts";
import { StateFullError } from "../unavailable.ts";
import { answerKey, cartKey } from "./keys.ts";

/** The part of Redis's memory that is left for customers who signed in. */
const RESERVE = 0.2;

/*
 * How every change of a cart begins. KEYS: the cart, a script's own, the record of the answer if the change has a key. ARGV:
 * user and fingerprint (both may be empty), when the key was made (milliseconds), overlap, idle and absolute (seconds), then
 * the script's own.
 *
 * The cart is a hash: a quantity by SKU, and once somebody signed in with it, @owner and @since (seconds). A change of another
 * user's cart is refused, unless it may have been under way during the sign-in: then it counts, and is told nothing.
 * Answers are JSON. `answer(json)` remembers one, behind the fingerprint of its request, and returns it. A body that returns
 * false has changed nothing. `keep()` begins the cart's life anew. `hasRoom()` asks Redis itself, and only for strangers.
 * The first line, #!lua, makes Redis refuse a script whole, before it changed anything, where it may not write (full, a
 * replica): https://redis.io/docs/latest/develop/programmability/eval-intro/#eval-flags
 */
const PRELUDE = `
local cart, user, fingerprint, issued = KEYS[1], ARGV[1], ARGV[2], tonumber(ARGV[3])
local overlap, idle, absolute = tonumber(ARGV[4]), ARGV[5], ARGV[6]
local owner, since = unpack(redis.call('HMGET', cart, '@owner', '@since'))
local seconds, micros = unpack(redis.call('TIME'))
local isOwn = not owner or owner == user
if not isOwn and (user ~= '' or seconds - since >= overlap) then return '"foreign"' end
local function tell(json)
  if isOwn or json == '"full"' then return json end
  return '"untold"'
end
local record = fingerprint ~= '' and KEYS[#KEYS]
local kept = record and redis.call('GET', record)
if kept then
  if string.sub(kept, 1, #fingerprint + 1) ~= fingerprint .. '\\n' then return '"reused"' end
  return tell(string.sub(kept, #fingerprint + 2))
end
local age = seconds + micros / 1e6 - issued / 1e3
if record and (age > ${KEY_LIFETIME} or age < -${KEY_SKEW}) then return '"expired"' end
local function answer(json)
  if record then redis.call('SET', record, fingerprint .. '\\n' .. json, 'EX', ${REMEMBERED}) end
  return tell(json)
end
local function claim()
  redis.call('HSET', cart, '@owner', user, '@since', seconds)
  owner = user
end
local function keep() redis.call('EXPIRE', cart, owner and absolute or idle) end
local function hasRoom()
  if user ~= '' then return true end
  local memory = redis.call('INFO', 'memory')
  local used, most = string.match(memory, 'used_memory:(%d+)'), string.match(memory, 'maxmemory:(%d+)')
  return most == '0' or used / most <= ${1 - RESERVE}
end
`;

/** What a script changes, its own KEYS and ARGV, and how often it happens. */
export interface Change {
  readonly customer: Customer;
  readonly lifetimes: Lifetimes;
  readonly keys?: readonly string[];
  readonly args?: readonly (string | number)[];
  readonly once?: Once | undefined;
}

/** A script's reply that is no answer of the script itself, but of what it begins with. */
const REFUSALS: Readonly<Record<string, () => Error>> = {
  reused: () => new KeyReusedError(),
  expired: () => new KeyExpiredError(KEY_LIFETIME / 60),
  foreign: () => new ForeignCartError(),
  "no room": () => new StateFullError(),
};

/**
 * A change as a Lua script: the look at the cart's owner and for a remembered answer, the change and the remembering are one
 * atomic step and one round trip. Answers with the parsed JSON, with "untold" where the customer may not be told, and with null
 * where the script changed nothing and remembers nothing.
 */
export function changeScript<Answer>(body: string, flags = "") {
  return defineScript({
    SCRIPT: `#!lua ${flags}${PRELUDE}${body}`,
    parseCommand(parser: CommandParser, { customer, lifetimes, keys = [], args = [], once }: Change) {
      const { cartId, user } = customer;
      const { overlap, idle, absolute } = lifetimes;
      parser.pushKeysLength([cartKey(cartId), ...keys, ...(once ? [answerKey(cartId, once.key)] : [])]);
      const { fingerprint = "", issuedAt = 0 } = once ?? {};
      parser.push(user ?? "", fingerprint, ...[issuedAt, overlap, idle, absolute, ...args].map(String));
    },
    transformReply(reply: string | null): Answer | "untold" | null {
      const answer = JSON.parse(reply ?? "null");
      const refusal = REFUSALS[answer];
      if (refusal) throw refusal();
      return answer;
    },
  });
}
