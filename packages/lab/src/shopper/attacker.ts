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
 * Attacks the shop from one address while `until` is pending: floods it with new carts, guesses a customer's password and holds
 * sockets. Resolves with the number of requests by status; 0 stands for no answer. Runs on a thread of its own: otherwise the time
 * that it takes here would be measured as the shop's.
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
