import { tryDocker } from "../compose/docker.ts";
import { namesOnDisk } from "../deployment-folders.ts";
import type { DeploymentName } from "../deployment-name.ts";
import { deploymentIn, isOwnStack } from "./names.ts";

/** The names of all deployments of which an `up`, even one that failed, left something; none where no engine answers. */
export async function namesWithLeftovers(): Promise<DeploymentName[]> {
  if ((await tryDocker(["version"])) === null) return [];
  // fails where the engine is in no swarm
  const stacks = (await tryDocker(["stack", "ls", "--format", "{{.Name}}"])) ?? "";
  const own = stacks.split("\n").filter(isOwnStack).map(deploymentIn);
  return [...new Set([...own, ...namesOnDisk("swarm")])];
}
