/** The part of a session store that MemoryStore and RedisStore share. */
interface SessionStore {
  get(id: string, done: (error?: unknown, session?: object | null) => void): unknown;
  set(id: string, session: object, done: (error?: unknown) => void): unknown;
  destroy(id: string, done: (error?: unknown) => void): unknown;
  touch?(id: string, session: object, done: (error?: unknown) => void): unknown;
}

/** A session store with promises instead of callbacks. */
export interface PromiseStore {
  get(id: string): Promise<object | null>;
  set(id: string, session: object): Promise<void>;
  destroy(id: string): Promise<void>;
  /** Restarts the idle time: RedisStore has a method for it, the memory state's map does it when a session is read. */
  touch(id: string, session: object): Promise<void>;
}

/** A store with callbacks as one with promises. */
export function withPromises(store: SessionStore): PromiseStore {
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
