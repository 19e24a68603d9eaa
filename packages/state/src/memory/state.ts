import type { Lifetimes, State } from "../state.ts";
import { memoryAttempts } from "./attempts.ts";
import { memoryCarts } from "./carts.ts";
import { memoryOnce } from "./once.ts";
import { memoryOrders } from "./orders.ts";
import { memorySessions } from "./sessions.ts";

/** A state, and the map to make a MemoryStore of (@fastify/session) for its sessions. */
export interface MemoryState extends State {
  readonly map: Map<string, never>;
}

/** State in this process's memory: gone with the process, unknown to every other. */
export function memoryState(lifetimes: Lifetimes): MemoryState {
  const exactlyOnce = memoryOnce();
  const carts = memoryCarts(lifetimes, exactlyOnce);
  return {
    ...memorySessions(lifetimes),
    signInAttempts: memoryAttempts(lifetimes),
    carts,
    orders: memoryOrders(carts, exactlyOnce),
    ready: async () => {},
    close: async () => {},
  };
}
