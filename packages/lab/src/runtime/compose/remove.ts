import { docker } from "./docker.ts";
import { ofProject } from "./labels.ts";

/** What Docker holds of a project, by label: ids of containers and networks, names of volumes. */
export interface Holdings {
  readonly containers: readonly string[];
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
}

export async function holdingsOf(project: string): Promise<Holdings> {
  const list = async (...args: string[]) =>
    (await docker([...args, "--quiet", "--filter", ofProject(project)])).split("\n").filter(Boolean);
  const [containers, networks, volumes] = await Promise.all([
    list("ps", "--all"),
    list("network", "ls"),
    list("volume", "ls"),
  ]);
  return { containers, networks, volumes };
}

/** Removes a project that the lab started, also one of which only a part was started: containers, networks, volumes. */
export async function removeOwn(project: string): Promise<void> {
  const { containers, networks, volumes } = await holdingsOf(project);
  if (containers.length > 0) await docker(["rm", "--force", "--volumes", ...containers]);
  if (networks.length > 0) await docker(["network", "rm", ...networks]);
  if (volumes.length > 0) await docker(["volume", "rm", ...volumes]);
}

/** Removes the containers and networks of a project that somebody else started, gracefully; its volumes stay. */
export async function removeOthers(project: string): Promise<void> {
  const { containers, networks } = await holdingsOf(project);
  await docker(["stop", ...containers]);
  await docker(["rm", ...containers]);
  if (networks.length > 0) await docker(["network", "rm", ...networks]);
}
