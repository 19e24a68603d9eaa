import { parentPort, workerData } from "node:worker_threads";
import { type Pace, preciseNow } from "./metronome.ts";

/** From the start of this thread to the first beat: time for it to begin its wait. */
const LEAD_MS = 5;

const { perSecond, count } = workerData as Pace;
const never = new Int32Array(new SharedArrayBuffer(4));
const begin = preciseNow() + LEAD_MS;
for (let n = 0; n < count; n++) {
  const due = begin + (n * 1000) / perSecond;
  // nothing ever notifies, so this sleeps: exactly to a tenth of a millisecond, where a timer is exact to one
  Atomics.wait(never, 0, 0, Math.max(0, due - preciseNow()));
  parentPort?.postMessage(due);
}
