import { setTimeout as sleep } from "node:timers/promises";
import type { Shopper } from "../../shopper/shopper.ts";

/** Asks until enough answers in a row are good that, by round-robin, every replica must have reconnected to its store. Sends at most 400 requests. */
export async function untilRecovered(shopper: Shopper, replicas: number, signal: AbortSignal): Promise<void> {
  let good = 0;
  for (let tries = 0; tries < 400 && good < 3 * replicas; tries++) {
    good = (await shopper.whoami()).type === "ok" ? good + 1 : 0;
    if (good === 0) await sleep(50, undefined, { signal });
  }
}
