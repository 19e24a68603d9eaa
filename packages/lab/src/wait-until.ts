import { setTimeout as sleep } from "node:timers/promises";
import { LabError } from "./errors.ts";

const POLL_MILLISECONDS = 50;

/**
 * Polls `condition` and returns its first truthy value. Throws a LabError with `hint` after `seconds`; `what` completes "waiting
 * for …".
 */
export async function waitUntil<T>(
  what: string,
  condition: () => Promise<T | null | undefined | false>,
  { seconds, hint }: { seconds: number; hint?: string },
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const result = await condition();
    if (result) return result;
    if (Date.now() > end) throw new LabError(`Timed out after ${seconds} s waiting for ${what}.`, hint);
    await sleep(POLL_MILLISECONDS);
  }
}
