import { waitUntil } from "@shop/lab/wait-until.ts";
import type { RedisServer } from "./redis-server.ts";

/** Servers with the same data, of which another becomes master when a master dies. */
export interface RedisGroup {
  /** For REDIS_URL. */
  readonly url: string;
  /** The master of the key. */
  masterOf(key: string): Promise<RedisServer>;
  /** Resolves when replicas have all that was written so far. */
  replicated(key: string): Promise<void>;
  stop(): Promise<void>;
}

/** Sets up a group. `own` gets each server that it starts; where setting up fails, all of them are stopped. */
export async function startGroup<Group>(
  setUp: (own: (starting: Promise<RedisServer>) => Promise<RedisServer>) => Promise<Group>,
): Promise<Group> {
  const all: Promise<RedisServer>[] = [];
  const own = (starting: Promise<RedisServer>) => {
    all.push(starting);
    return starting;
  };
  try {
    return await setUp(own);
  } catch (error) {
    const started = (await Promise.allSettled(all)).filter((start) => start.status === "fulfilled");
    await Promise.all(started.map(({ value }) => value.stop()));
    throw error;
  }
}

/** What `server` says with its replies as text. */
export async function ask(server: RedisServer, ...command: string[]): Promise<string> {
  return String((await server.say([command]))[0]);
}

/** Waits until every replica of `server` has all that was written so far. */
export async function untilReplicated(server: RedisServer): Promise<void> {
  const hasAll = async () => {
    const info = await ask(server, "INFO", "replication");
    const [, written] = /master_repl_offset:(\d+)/.exec(info) ?? [];
    const replicas = [...info.matchAll(/state=online,offset=(\d+)/g)].map(([, offset]) => offset);
    return replicas.length > 0 && replicas.every((offset) => Number(offset) >= Number(written));
  };
  await waitUntil("replicas to have everything", hasAll, { seconds: 20 });
}
