import { realpath } from "node:fs/promises";
import { execa } from "execa";
import { CHECKOUT, LAB_PROJECT } from "./names.ts";

/** A container as `docker ps` lists it. Compose labels what it makes with its project, service and folder. */
export interface Listed {
  readonly id: string;
  readonly name: string;
  readonly project: string;
  readonly service: string;
  readonly folder: string;
}

export const ofProject = (project: string): string => `label=com.docker.compose.project=${project}`;

const label = (name: string) => `{{.Label "com.docker.compose.${name}"}}`;
const FORMAT = ["{{.ID}}", "{{.Names}}", label("project"), label("service"), label("project.working_dir")];

/** The containers that pass a filter of `docker ps`, with `--all` also those that have ended; none where Docker cannot be asked. */
export async function listContainers(filter: string, ...more: "--all"[]): Promise<Listed[]> {
  const args = ["ps", "--no-trunc", "--filter", filter, "--format", FORMAT.join("\t"), ...more];
  const { exitCode, stdout } = await execa("docker", args, { reject: false, timeout: 10_000 });
  const rows = exitCode === 0 ? stdout.split("\n").filter(Boolean) : [];
  return rows.map((row) => {
    const [id = "", name = "", project = "", service = "", folder = ""] = row.split("\t");
    return { id, name, project, service, folder };
  });
}

/** The project that a plain `docker compose up` of this checkout started; null where there is none. */
export async function plainProject(): Promise<string | null> {
  for (const { project, folder } of await listContainers("label=com.docker.compose.project", "--all")) {
    const isOfTheLab = project.startsWith(LAB_PROJECT);
    if (!isOfTheLab && (await isCheckout(folder))) return project;
  }
  return null;
}

/** Compose tells the folder as it was entered, which may be by a symbolic link. */
async function isCheckout(folder: string): Promise<boolean> {
  return (await realpath(folder).catch(() => null)) === CHECKOUT;
}
