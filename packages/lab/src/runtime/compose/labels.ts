import { realpath } from "node:fs/promises";
import { tryDocker } from "./docker.ts";
import { CHECKOUT, isOwnProject, PRODUCTION_PROJECT } from "./names.ts";

/** A container as `docker ps` lists it. Compose labels what it makes with its project, service and folder, Swarm with the stack. */
export interface Listed {
  readonly id: string;
  readonly name: string;
  readonly project: string;
  readonly service: string;
  readonly folder: string;
  readonly stack: string;
}

/** A filter of `docker ps`, `docker network ls` and `docker volume ls`: what belongs to this project, or to any. */
export const ofProject = (project?: string): string =>
  `label=com.docker.compose.project${project === undefined ? "" : `=${project}`}`;

/** A label that Compose sets, for `--format`. */
export const label = (name: string): string => `{{.Label "com.docker.compose.${name}"}}`;

const FORMAT = [
  "{{.ID}}",
  "{{.Names}}",
  label("project"),
  label("service"),
  label("project.working_dir"),
  '{{.Label "com.docker.stack.namespace"}}',
];

/** The containers that pass a filter of `docker ps`, with `--all` also stopped ones; none where no engine answers. */
export async function listContainers(filter: string, ...more: "--all"[]): Promise<Listed[]> {
  const args = ["ps", "--no-trunc", "--filter", filter, "--format", FORMAT.join("\t"), ...more];
  const rows = ((await tryDocker(args)) ?? "").split("\n").filter(Boolean);
  return rows.map((row) => {
    const [id = "", name = "", project = "", service = "", folder = "", stack = ""] = row.split("\t");
    return { id, name, project, service, folder, stack };
  });
}

/** The project that a plain `docker compose up` of this checkout started, though not as production; null where there is none. */
export async function plainProject(listed?: readonly Listed[]): Promise<string | null> {
  for (const { project, folder } of listed ?? (await listContainers(ofProject(), "--all"))) {
    if (isOwnProject(project) || project === PRODUCTION_PROJECT) continue;
    if (await isCheckout(folder)) return project;
  }
  return null;
}

/** Compose labels containers with the folder as it was entered, perhaps by a symbolic link. */
async function isCheckout(folder: string): Promise<boolean> {
  return (await realpath(folder).catch(() => null)) === CHECKOUT;
}
