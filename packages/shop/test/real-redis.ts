import type { Lifetimes, State, StateLog } from "@shop/state";
import { redisState } from "@shop/state/redis";
import { vi } from "vitest";

export const silent: StateLog = { info: () => {}, warn: () => {} };

/** A state in the Redis at `url`, once it is reached. */
export async function openRedisState(url: string, lifetimes: Lifetimes, log = silent): Promise<State> {
  const state = redisState({ ...lifetimes, url, log });
  await vi.waitFor(() => state.ready(), { timeout: 5000, interval: 20 });
  return state;
}
