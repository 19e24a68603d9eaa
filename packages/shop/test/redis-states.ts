import type { Lifetimes, StateLog } from "@shop/state";
import { redisState } from "@shop/state/redis";
import { RedisStore } from "connect-redis";
import { vi } from "vitest";
import type { ShopState } from "../src/shop-state.ts";

/** In seconds: long enough that nothing ends during a test. */
export const LIFETIMES: Lifetimes = { idle: 60, absolute: 600, overlap: 60 };

/** Ignores everything. */
export const silent: StateLog = { info: () => {}, warn: () => {} };

/** The state that apps/shop-redis opens. It connects in the background. */
export function newRedisState(url: string, lifetimes = LIFETIMES, log = silent): ShopState {
  const { client, records, ...state } = redisState({ ...lifetimes, url, log });
  return { ...state, sessions: new RedisStore({ client, ...records }) };
}

/** Resolves when the Redis at `url` has answered. */
export async function openRedisState(url: string, lifetimes = LIFETIMES, log = silent): Promise<ShopState> {
  const state = newRedisState(url, lifetimes, log);
  await vi.waitFor(() => state.ready(), { timeout: 5000, interval: 20 });
  return state;
}
