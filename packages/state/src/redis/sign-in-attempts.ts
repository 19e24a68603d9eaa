import { SLOWDOWN } from "../limits.ts";
import type { Lifetimes, SignInAttempts } from "../state.ts";
import type { Redis } from "./client.ts";
import { attemptsKey } from "./keys.ts";

export function redisSignInAttempts(redis: Redis, { slowdown = SLOWDOWN }: Lifetimes): SignInAttempts {
  return {
    charge: (account, device) => redis.chargeAttempt(attemptsKey(account, device), slowdown),
    clear: async (account, device) => {
      await redis.del(attemptsKey(account, device));
    },
  };
}
