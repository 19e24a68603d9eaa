import { LabError } from "../../errors.ts";
import { docker } from "../compose/docker.ts";

const TRIES = 5;

/**
 * `docker service update`, which returns before its tasks have changed. Swarm refuses it while it writes down how the service's last update
 * ended, so it is tried again.
 */
export async function updateService(service: string, ...options: string[]): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await docker(["service", "update", "--detach", "--quiet", ...options, service]);
      return;
    } catch (error) {
      const isOutOfStep = error instanceof LabError && error.message.includes("update out of sequence");
      if (!isOutOfStep || tries === TRIES) throw error;
    }
  }
}
