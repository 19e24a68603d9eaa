import { LabError } from "../../errors.ts";
import type { Say } from "../runtime.ts";
import { docker, tryDocker } from "./docker.ts";
import { label, ofProject } from "./labels.ts";

/** A container, network or volume of a Compose project. */
interface Holding {
  readonly kind: "container" | "network" | "volume";
  /** For volumes the name. */
  readonly id: string;
  readonly project: string;
}

/** The containers, networks and volumes of one project, or of all. Throws a LabError where no engine answers. */
export async function listHoldings(project?: string): Promise<Holding[]> {
  const list = async (kind: Holding["kind"], field: string, ...more: "--all"[]) => {
    const format = `{{.${field}}}\t${label("project")}`;
    const rows = await tryDocker([kind, "ls", ...more, "--filter", ofProject(project), "--format", format]);
    if (rows === null) throw new LabError(`\`docker ${kind} ls\` fails.`, "Is Docker running?");
    return rows
      .split("\n")
      .filter(Boolean)
      .map((row) => {
        const [id = "", project = ""] = row.split("\t");
        return { kind, id, project };
      });
  };
  const lists = [list("container", "ID", "--all"), list("network", "ID"), list("volume", "Name")];
  return (await Promise.all(lists)).flat();
}

/** Removes the containers, networks and volumes of a project that the lab started, even if only a part of it was started. */
export async function removeOwn(project: string, say: Say): Promise<void> {
  const holdings = await listHoldings(project);
  await remove("container", holdings, "--force", "--volumes");
  await removeNetworks(holdings, say);
  await remove("volume", holdings);
}

/** Removes the containers and networks of a project that somebody else started, gracefully; its volumes stay. */
export async function removeOthers(project: string, say: Say): Promise<void> {
  const holdings = await listHoldings(project);
  await docker(["stop", ...idsOf("container", holdings)]);
  await remove("container", holdings);
  await removeNetworks(holdings, say);
}

/** One that a container of somebody else is in stays, as with `docker compose down`. The next `up` takes it as it is. */
async function removeNetworks(holdings: readonly Holding[], say: Say): Promise<void> {
  await remove("network", holdings).catch((error: LabError) => {
    if (!error.message.includes("active endpoints")) throw error;
    say(`a network stays: ${error.message}`);
  });
}

async function remove(kind: Holding["kind"], holdings: readonly Holding[], ...how: string[]): Promise<void> {
  const ids = idsOf(kind, holdings);
  if (ids.length > 0) await docker([kind, "rm", ...how, ...ids]);
}

const idsOf = (wanted: Holding["kind"], holdings: readonly Holding[]): string[] =>
  holdings.filter(({ kind }) => kind === wanted).map(({ id }) => id);
