import { MemoryStore } from "@fastify/session";
import { memoryState } from "../src/memory/state.ts";
import type { Lifetimes } from "../src/state.ts";
import type { OpenState } from "./open-state.ts";
import { withPromises } from "./promise-store.ts";

/** The state of apps/shop-memory. */
export function openMemoryState(lifetimes: Lifetimes): OpenState {
  const { map, ...state } = memoryState(lifetimes);
  return { ...state, sessions: withPromises(new MemoryStore(map)) };
}
