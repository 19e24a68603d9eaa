import { RedisStore } from "connect-redis";
import { vi } from "vitest";
import { type RedisSettings, redisState } from "../src/redis/state.ts";
import type { Lifetimes, State, StateLog } from "../src/state.ts";
import { type PromiseStore, withPromises } from "./promise-store.ts";

/** A state together with a session store on top of it. */
export interface OpenState extends State {
  readonly sessions: PromiseStore;
}

export const LIFETIMES: Lifetimes = { idle: 60, absolute: 600, overlap: 60 };

const silent: StateLog = { info: () => {}, warn: () => {} };

/** Redis state, as apps open it. Resolves when Redis is reached. */
export async function openRedisState(
  url: string,
  settings: Partial<Omit<RedisSettings, "url">> = {},
): Promise<OpenState> {
  const { client, records, ...state } = redisState({ ...LIFETIMES, log: silent, ...settings, url });
  await vi.waitFor(() => state.ready(), { timeout: 5000, interval: 20 });
  return { ...state, sessions: withPromises(new RedisStore({ client, ...records })) };
}
