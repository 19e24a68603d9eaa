import { type CommandParser, defineScript } from "redis";
import { type Lifetimes, type SignInAttempts, SLOWDOWN, type Slowdown } from "../state.ts";
import type { Redis } from "./client.ts";
import { attemptsKey } from "./keys.ts";

/*
 * KEYS: an account's attempts, a hash of their count and of when the next one may be made (milliseconds since the epoch). ARGV:
 * free, first, most, memory. Answers with the milliseconds until then, zero where the attempt may be made: then it is counted.
 */
const CHARGE = `#!lua
local attempts, free, first, most, memory = KEYS[1], unpack(ARGV)
local count, opensAt = unpack(redis.call('HMGET', attempts, 'count', 'opensAt'))
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if opensAt and tonumber(opensAt) > now then return tonumber(opensAt) - now end
count = (tonumber(count) or 0) + 1
local delay = 0
if count >= tonumber(free) then delay = math.min(tonumber(most), first * 2 ^ (count - free)) * 1000 end
redis.call('HSET', attempts, 'count', count, 'opensAt', now + delay)
redis.call('EXPIRE', attempts, memory)
return 0
`;

/** An attempt is counted in one atomic step: guesses at the same moment, at whatever replicas, come one after the other. */
export const chargeAttempt = defineScript({
  SCRIPT: CHARGE,
  parseCommand(parser: CommandParser, key: string, { free, first, most, memory }: Slowdown) {
    parser.pushKeysLength([key]);
    parser.push(...[free, first, most, memory].map(String));
  },
  transformReply: (reply: number): number => reply,
});

export function redisAttempts(redis: Redis, { slowdown = SLOWDOWN }: Lifetimes): SignInAttempts {
  return {
    charge: (account, device) => redis.chargeAttempt(attemptsKey(account, device), slowdown),
    clear: async (account, device) => {
      await redis.del(attemptsKey(account, device));
    },
  };
}
