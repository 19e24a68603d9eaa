import type { Polls } from "../history/history.ts";
import type { CartPoller } from "./cart-poller.ts";
import { atEvenPace, type Pace, preciseNow } from "./metronome.ts";

/** Polls carts in turn at an even pace. A wait counts from when the poll was due, so that a late start hides nothing. */
export async function pollEvenly(
  pollers: readonly CartPoller[],
  pace: Pace,
  signal: AbortSignal,
): Promise<Omit<Polls, "time">> {
  const waits: number[] = [];
  let wrong = 0;
  await atEvenPace(pace, signal, async (n, due) => {
    const poller = pollers[n % pollers.length] as CartPoller;
    const cart = await poller.poll().catch(() => null);
    waits[n] = Math.round((preciseNow() - due) * 1000) / 1000;
    if (!cart?.includes('"sku":')) wrong++;
  });
  return { perSecond: pace.perSecond, waits, wrong };
}
