import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import fastq from "fastq";

/** Input of argon2id. `memory` is in KiB, `passes` is the number of iterations, `bytes` the length of the hash. */
export interface HashJob {
  readonly password: string;
  readonly salt: Uint8Array;
  readonly memory: number;
  readonly passes: number;
  readonly bytes: number;
}

/**
 * How many passwords are hashed at once. More than the number of processors would only take turns. More than two would need too
 * much memory: each takes 19 MiB, and docker-compose.yml sets a mem_limit. Two threads hash about 50 passwords a second.
 */
export const HASHED_AT_ONCE = Math.min(availableParallelism(), 2);

const THREAD = new URL("./hashing-thread.ts", import.meta.url);
const idle: Worker[] = [];

/**
 * Queues hashes for threads of our own. node:crypto's argon2() would run on Node's thread pool, whose four threads also read
 * files and all have the same priority, so pages would wait for hashes. Rejects when argon2 refuses the parameters.
 */
export const hashing = fastq.promise(hashOnThread, HASHED_AT_ONCE);

async function hashOnThread(job: HashJob): Promise<Uint8Array> {
  // with Node's variables in its environment, a thread under `node --watch` would send messages about its imports, too
  const thread = idle.pop() ?? new Worker(THREAD, { env: {} });
  thread.ref();
  thread.postMessage(job);
  // rejects when the thread fails; the thread has ended then, and the next job starts another one
  const [hash] = await once(thread, "message");
  // an idle thread must not keep the process alive
  thread.unref();
  idle.push(thread);
  return hash;
}
