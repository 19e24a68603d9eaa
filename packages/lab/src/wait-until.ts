import { setTimeout as sleep } from "node:timers/promises";
import { LabError } from "./errors.ts";

const [LEAST_PAUSE, LONGEST_PAUSE] = [50, 1000];

type Text = string | (() => string);

/**
 * Polls `condition` and returns its first truthy value. Throws a LabError with `hint` after `seconds`; `what` completes "waiting
 * for …". Rests for as long as asking took: what is awaited needs the machine, too.
 */
export async function waitUntil<T>(
  what: Text,
  condition: () => Promise<T | null | undefined | false>,
  { seconds, hint }: { seconds: number; hint?: Text },
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const asked = Date.now();
    const result = await condition();
    if (result) return result;
    const now = Date.now();
    if (now > end)
      throw new LabError(`Timed out after ${seconds} s waiting for ${textOf(what)}.`, hint && textOf(hint));
    await sleep(Math.min(Math.max(LEAST_PAUSE, now - asked), LONGEST_PAUSE));
  }
}

const textOf = (text: Text) => (typeof text === "string" ? text : text());
