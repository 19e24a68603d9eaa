import { MemoryStore } from "@fastify/session";
import type { Lifetimes, StateLog } from "@shop/state";
import { memoryState } from "@shop/state/memory";
import { redisState } from "@shop/state/redis";
import { RedisStore } from "connect-redis";
import { vi } from "vitest";
import type { ShopState } from "../src/shop.ts";

/** For tests that do not wait for anything to end. */
export const LIFETIMES: Lifetimes = { idle: 60, absolute: 600, overlap: 60 };

export const silent: StateLog = { info: () => {}, warn: () => {} };

/** Made as apps/shop-memory makes it. */
export function openMemoryState(lifetimes = LIFETIMES): ShopState {
  const { map, ...state } = memoryState(lifetimes);
  return { ...state, sessions: new MemoryStore(map) };
}

/** Made as apps/shop-redis makes it; its Redis may not be reached yet. */
export function newRedisState(url: string, lifetimes = LIFETIMES, log = silent): ShopState {
  const { client, records, ...state } = redisState({ ...lifetimes, url, log });
  return { ...state, sessions: new RedisStore({ client, ...records }) };
}

/** Resolves once the Redis at `url` is reached. */
export async function openRedisState(url: string, lifetimes = LIFETIMES, log = silent): Promise<ShopState> {
  const state = newRedisState(url, lifetimes, log);
  await vi.waitFor(() => state.ready(), { timeout: 5000, interval: 20 });
  return state;
}
