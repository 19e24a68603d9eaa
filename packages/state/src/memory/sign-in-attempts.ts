import { SLOWDOWN } from "../limits.ts";
import type { Lifetimes, SignInAttempts } from "../state.ts";
import { boundedMap } from "./bounded.ts";

/** `opensAt`: when the next attempt is allowed, in milliseconds since the epoch. */
interface Failures {
  readonly count: number;
  readonly opensAt: number;
}

export function memorySignInAttempts({ slowdown = SLOWDOWN }: Lifetimes): SignInAttempts {
  const { free, first, most, memory } = slowdown;
  const failures = boundedMap<Failures>();
  const keyOf = (account: string, device: string | null) => `${device ?? ""}\n${account}`;
  return {
    charge: async (account, device) => {
      const key = keyOf(account, device);
      const now = Date.now();
      const { count, opensAt } = failures.get(key) ?? { count: 0, opensAt: now };
      if (opensAt > now) return opensAt - now;
      const delay = count + 1 < free ? 0 : Math.min(most, first * 2 ** (count + 1 - free)) * 1000;
      failures.set(
        key,
        { count: count + 1, opensAt: now + delay },
        { ttl: memory * 1000, noUpdateTTL: false },
      );
      return 0;
    },
    clear: async (account, device) => {
      failures.delete(keyOf(account, device));
    },
  };
}
