import { RedisStore } from "connect-redis";
import { vi } from "vitest";
import { type RedisSettings, redisState } from "../src/redis/state.ts";
import type { Lifetimes, State, StateLog } from "../src/state.ts";

/** The part of a session store that MemoryStore and RedisStore share. */
interface SessionStore {
  get(id: string, done: (error?: unknown, session?: object | null) => void): unknown;
  set(id: string, session: object, done: (error?: unknown) => void): unknown;
  destroy(id: string, done: (error?: unknown) => void): unknown;
  touch?(id: string, session: object, done: (error?: unknown) => void): unknown;
}

/** A session store with promises instead of callbacks. */
export interface Sessions {
  get(id: string): Promise<object | null>;
  set(id: string, session: object): Promise<void>;
  destroy(id: string): Promise<void>;
  /** Restarts the idle time: RedisStore has a method for it, the memory state's map does it when a session is read. */
  touch(id: string, session: object): Promise<void>;
}

/** A state together with a session store on top of it. */
export interface OpenState extends State {
  readonly sessions: Sessions;
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

/** A store with callbacks as one with promises. */
export function withPromises(store: SessionStore): Sessions {
  const get = (id: string) => settled<object | null>((done) => store.get(id, done));
  return {
    get: async (id) => (await get(id)) ?? null,
    set: (id, session) => settled((done) => store.set(id, session, done)),
    destroy: (id) => settled((done) => store.destroy(id, done)),
    touch: async (id, session) => {
      if (store.touch) await settled<void>((done) => store.touch?.(id, session, done));
      else await get(id);
    },
  };
}

function settled<T>(call: (done: (error?: unknown, value?: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, value) => (error ? reject(error) : resolve(value as T)));
  });
}
