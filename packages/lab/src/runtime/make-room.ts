import { takeOver } from "./compose/port-holder.ts";
import { requireFreePort } from "./port.ts";
import type { Say } from "./runtime.ts";
import { takeDown } from "./take-down.ts";

/**
 * Takes down what the lab has up and makes sure that the port is free. Where somebody else's program holds it, throws a LabError that
 * names the program; with `force`, removes the containers of another deployment of the shop.
 */
export async function makeRoom(port: number, force: boolean | undefined, say: Say): Promise<void> {
  await takeDown(say);
  if (force) await takeOver(port, say);
  await requireFreePort(port);
}
