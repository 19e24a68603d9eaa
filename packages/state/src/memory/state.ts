import type { Lifetimes, State } from "../state.ts";
import { memoryCarts } from "./carts.ts";
import { memoryOnce } from "./once.ts";
import { memoryOrders } from "./orders.ts";
import { memorySessions } from "./sessions.ts";

/** State in this process's memory: gone with the process, unknown to every other. */
export function memoryState(lifetimes: Lifetimes): State {
  const exactlyOnce = memoryOnce();
  const carts = memoryCarts(lifetimes, exactlyOnce);
  return {
    kind: "memory",
    sessions: memorySessions(lifetimes, carts, exactlyOnce),
    carts,
    orders: memoryOrders(carts, exactlyOnce),
    ready: async () => {},
    close: async () => {},
  };
}
