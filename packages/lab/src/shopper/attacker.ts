import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { ClientAddress } from "../runtime/runtime.ts";

export interface AttackerOptions {
  /** Where customers find the shop. */
  readonly url: string;
  readonly address: string;
  readonly clientAddress: ClientAddress;
  /** The account whose password is guessed. */
  readonly victim: string;
}

/**
 * Somebody who means harm, at one address, for as long as `until` runs: floods the shop with new carts, guesses a customer's
 * password and holds sockets. Resolves with how many requests got each status; 0 is none. On a thread of its own, or what
 * customers wait for it here would be taken for what the shop lets them wait.
 */
export async function attack(
  options: AttackerOptions,
  until: Promise<unknown>,
): Promise<Map<number, number>> {
  const thread = new Worker(new URL("./attacker-thread.ts", import.meta.url), { workerData: options });
  try {
    await until;
    thread.postMessage("stop");
    const [statuses] = await once(thread, "message");
    return statuses;
  } finally {
    await thread.terminate();
  }
}
