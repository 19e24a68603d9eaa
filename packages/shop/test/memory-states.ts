import { MemoryStore } from "@fastify/session";
import { memoryState } from "@shop/state/memory";
import type { ShopState } from "../src/shop-state.ts";
import { LIFETIMES } from "./redis-states.ts";

/** The state that apps/shop-memory opens. */
export function openMemoryState(lifetimes = LIFETIMES): ShopState {
  const { map, ...state } = memoryState(lifetimes);
  return { ...state, sessions: new MemoryStore(map) };
}
