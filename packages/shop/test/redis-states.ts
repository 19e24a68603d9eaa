import type { Lifetimes, StateLog } from "@shop/state";
import { startRedisServer } from "@shop/testing/redis-server.ts";
import { onTestFinished, vi } from "vitest";
import type { ShopState } from "../src/shop-state.ts";
import { openState } from "./shops/open-state.ts";

/** In seconds: long enough that nothing ends during a test. */
export const LIFETIMES: Lifetimes = { idle: 60, absolute: 600, overlap: 60 };

/** Ignores everything. */
const silent: StateLog = { info: () => {}, warn: () => {} };

/** A state that connects in the background. */
export function newRedisState(url: string, lifetimes = LIFETIMES, log = silent): ShopState {
  return openState({ ...lifetimes, log }, { REDIS_URL: url });
}

/** Resolves when the Redis at `url` has answered. */
export async function openRedisState(url: string, lifetimes = LIFETIMES, log = silent): Promise<ShopState> {
  const state = newRedisState(url, lifetimes, log);
  await vi.waitFor(() => state.ready(), { timeout: 5000, interval: 20 });
  return state;
}

/** An empty Redis that ends with the test. `open` connects to it, or to another URL; that state is closed with the test. */
export async function redisForTest() {
  const server = await startRedisServer();
  onTestFinished(server.stop);
  const open = async (url = server.url) => {
    const state = await openRedisState(url);
    onTestFinished(state.close);
    return state;
  };
  return { server, open };
}
