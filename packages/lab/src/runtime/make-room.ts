import { takeOver } from "./compose/port-holder.ts";
import { requireFreePort } from "./port.ts";
import type { Say } from "./runtime.ts";
import { takeDown } from "./take-down.ts";

/**
 * Takes down what the lab has up, and sees to it that the port is free. What others have up stays, and is named where it holds the
 * port; with `force`, containers of another deployment that hold it are removed.
 */
export async function makeRoom(port: number, force: boolean | undefined, tell: Say): Promise<void> {
  await takeDown(tell);
  if (force) await takeOver(port, tell);
  await requireFreePort(port);
}
