import { dirname } from "node:path";
import { LabError } from "../../errors.ts";
import { labCommand } from "../../lab-command.ts";
import { generationOf, untilLoaded } from "../generation.ts";
import type { Member } from "../runtime.ts";
import { type Container, inspect } from "./containers.ts";
import { docker } from "./docker.ts";
import { deploymentOf } from "./names.ts";
import { NginxFiles } from "./nginx-files.ts";

/** Changes files of an nginx while it runs; returns when it has loaded them. */
export async function reloadNginx(
  { id, name }: Member,
  change: (files: NginxFiles) => Promise<string>,
): Promise<void> {
  const [{ project, port, balancingFile = "" }] = (await inspect([id])) as [Container];
  if ((await generationOf(Number(port))) === null)
    throw new LabError(
      "This nginx was not started by the lab, so the lab does not change its files.",
      "Bring the scenario up with scripts/lab up.",
    );
  const generation = await change(new NginxFiles(dirname(balancingFile)));
  await docker(["kill", "--signal", "HUP", id]);
  await untilLoaded(Number(port), generation, labCommand(`logs ${name}`, deploymentOf(project)));
}
