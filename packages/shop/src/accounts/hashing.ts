import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import fastq from "fastq";

/** argon2id's input. `memory` in KiB; `passes` is how often it is gone over. */
export interface HashJob {
  readonly password: string;
  readonly salt: Uint8Array;
  readonly memory: number;
  readonly passes: number;
  readonly bytes: number;
}

/**
 * How many passwords are hashed at once: never more than there are processors, which would only take turns, and never more than
 * two, for each takes a thread and 19 MiB: about 40 MiB of the mem_limit of docker-compose.yml. Two hash some 50 a second.
 */
export const HASHED_AT_ONCE = Math.min(availableParallelism(), 2);

const THREAD = new URL("./hashing-thread.ts", import.meta.url);
const idle: Worker[] = [];

/**
 * Hashes on threads of its own, one job after the other on each. Node's pool, where argon2() would run, has four threads for
 * hashing and for reading files, and none of them can make way for a page.
 */
export const hashing = fastq.promise(hashOnThread, HASHED_AT_ONCE);

async function hashOnThread(job: HashJob): Promise<Uint8Array> {
  const thread = idle.pop() ?? new Worker(THREAD);
  thread.ref();
  thread.postMessage(job);
  // rejects when the thread fails; it is over then, and the next job begins another one
  const [hash] = await once(thread, "message");
  // an idle thread does not keep the process
  thread.unref();
  idle.push(thread);
  return hash;
}
