import type { Lifetimes, State } from "../state.ts";
import { memoryCarts } from "./carts.ts";
import { memoryOrders } from "./orders.ts";
import { memorySessions } from "./sessions.ts";

/** State in this process's memory: gone with the process, unknown to every other. */
export function memoryState(lifetimes: Lifetimes): State {
  const carts = memoryCarts(lifetimes);
  return {
    kind: "memory",
    sessions: memorySessions(lifetimes),
    carts,
    orders: memoryOrders(carts),
    ready: async () => {},
    close: async () => {},
  };
}
