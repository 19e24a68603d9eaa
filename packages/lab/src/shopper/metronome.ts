import { once } from "node:events";
import { Worker } from "node:worker_threads";

export interface Pace {
  readonly perSecond: number;
  readonly count: number;
}

/** Milliseconds by a clock that all threads of this process share. */
export const preciseNow = (): number => Number(process.hrtime.bigint()) / 1e6;

/**
 * Acts `count` times, evenly, whether or not earlier acts are done: `due` is the moment of `preciseNow` at which the n-th one should
 * begin. Resolves when all are done. A thread of its own waits between two acts, because Node's timers are late by up to a
 * millisecond, and by more or less depending on when the answer before came.
 */
export async function atEvenPace(
  pace: Pace,
  signal: AbortSignal,
  act: (n: number, due: number) => Promise<void>,
): Promise<void> {
  const thread = new Worker(new URL("./metronome-thread.ts", import.meta.url), { workerData: pace });
  const acts: Promise<void>[] = [];
  thread.on("message", (due: number) => acts.push(act(acts.length, due)));
  try {
    await once(thread, "exit", { signal });
  } finally {
    await thread.terminate();
  }
  await Promise.all(acts);
}
