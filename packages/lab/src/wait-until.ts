import { setTimeout as sleep } from "node:timers/promises";
import { LabError } from "./errors.ts";

const POLL_EVERY = 50;

/** Asks `condition` again and again until it gives something true, at most `seconds` long; `what` completes "Waited … for". */
export async function waitUntil<T>(
  what: string,
  condition: () => Promise<T | null | undefined | false>,
  { seconds, hint }: { seconds: number; hint?: string },
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const result = await condition();
    if (result) return result;
    if (Date.now() > end) throw new LabError(`Waited ${seconds} s for ${what}, in vain.`, hint);
    await sleep(POLL_EVERY);
  }
}
