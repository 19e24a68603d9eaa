import { takeOver } from "./compose/port-holder.ts";
import type { DeploymentName } from "./deployment-name.ts";
import { requireFreePort } from "./port.ts";
import type { Say } from "./runtime.ts";
import { takeDown } from "./take-down.ts";

/** What is in the way of a deployment that is about to come up. */
interface Room {
  readonly port: number;
  /** The deployments to take down; all that the lab has up where left out. */
  readonly names?: readonly DeploymentName[];
  /** Whether to remove the containers of another deployment of the shop that hold the port. */
  readonly force: boolean | undefined;
}

/**
 * Takes deployments of the lab down and makes sure that the port is free. Where somebody else's program holds it, throws a LabError
 * that names the program.
 */
export async function makeRoom({ port, names, force }: Room, say: Say): Promise<void> {
  await takeDown(say, names);
  if (force) await takeOver(port, say);
  // whether this user must be able to listen on it depends on the runtime, whose `up` looks again
  await requireFreePort(port, { byDocker: true });
}
