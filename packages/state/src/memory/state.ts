import type { Lifetimes, State } from "../state.ts";
import { memoryCarts } from "./carts.ts";
import { memoryIdempotencyKeys } from "./idempotency-keys.ts";
import { memoryOrders } from "./orders.ts";
import { memorySessions } from "./sessions.ts";
import { memorySignInAttempts } from "./sign-in-attempts.ts";
import { memoryUserSessions } from "./user-sessions.ts";

/** A state, and `map` for its sessions, by their ids: `new MemoryStore(map)` (@fastify/session). */
export interface MemoryState extends State {
  readonly map: Map<string, never>;
}

/** State in this process's memory: lost when the process ends, and unknown to every other process. Always ready. */
export function memoryState(lifetimes: Lifetimes): MemoryState {
  const changeOnce = memoryIdempotencyKeys();
  const carts = memoryCarts(lifetimes, changeOnce);
  const { map, texts } = memorySessions(lifetimes);
  return {
    map,
    userSessions: memoryUserSessions(texts),
    signInAttempts: memorySignInAttempts(lifetimes),
    carts,
    orders: memoryOrders(carts, changeOnce),
    ready: async () => {},
    close: async () => {},
  };
}
