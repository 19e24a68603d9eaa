import { setTimeout as sleep } from "node:timers/promises";
import type { Member, Runtime } from "@shop/lab/runtime/runtime.ts";
import type { Answer } from "../wire/customer.ts";
import { visitIn } from "./visit.ts";

/** From the end of a log, because nginx ended or was replaced, to the next try. */
const RETRY_MS = 1500;

/**
 * The clicks of the user's own browser, as nginx logs them, until the signal aborts. `nginx` returns the present one, if there is any.
 */
export async function* visits(
  runtime: Runtime,
  nginx: () => Member | undefined,
  signal: AbortSignal,
): AsyncGenerator<Answer, void> {
  while (!signal.aborted) {
    const member = nginx();
    for await (const line of member ? runtime.logLines(member, signal) : []) {
      const visit = visitIn(line);
      if (visit) yield visit;
    }
    await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
  }
}
