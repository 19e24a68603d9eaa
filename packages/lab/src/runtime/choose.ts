import { EXIT, LabError } from "../errors.ts";
import { labCommand } from "../lab-command.ts";
import { ComposeRuntime } from "./compose/compose.ts";
import { plainProject } from "./compose/labels.ts";
import { plainDown } from "./compose/port-holder.ts";
import type { DeploymentName } from "./deployment-name.ts";
import { NativeRuntime } from "./native/native.ts";
import {
  type Deployment,
  type Found,
  NOTHING_UP,
  type Runtime,
  type RuntimeName,
  type Up,
} from "./runtime.ts";
import { SwarmRuntime } from "./swarm/swarm.ts";

/** The runtime of that name; by default Docker Compose where it answers, else native. Swarm is used only where it is asked for. */
export async function chooseRuntime(name: RuntimeName | undefined): Promise<Runtime> {
  if (name === "native") return new NativeRuntime();
  if (name === "swarm") return requireSwarm();
  const reason = await ComposeRuntime.unavailable();
  if (reason === null) return new ComposeRuntime();
  if (name === "compose") {
    throw new LabError(
      `The compose runtime cannot be used: ${reason}.`,
      "Start Docker, or run without it: --runtime native",
    );
  }
  return new NativeRuntime();
}

async function requireSwarm(): Promise<SwarmRuntime> {
  const reason = await SwarmRuntime.unavailable();
  if (reason === null) return new SwarmRuntime();
  throw new LabError(`The swarm runtime cannot be used: ${reason}.`);
}

/**
 * Everything that the lab has up here, the deployment without a name first; where it has nothing up, what a plain `docker compose up`
 * of this checkout has.
 */
export async function findUp(): Promise<Found[]> {
  return Promise.all((await listUp(await listByFolder())).map(look));
}

/**
 * The deployment of that name. Without a name it is the one that has none, else the only one that is up.
 *
 * @throws LabError if it is not up, or several are and the name is needed.
 */
export async function requireUp(name: DeploymentName): Promise<Found> {
  const byFolder = await listByFolder();
  // Docker is asked only where it may know more
  return look(withName(byFolder, name) ?? select(await listUp(byFolder), name));
}

/** As `requireUp`, for verbs that cannot do without nginx. */
export async function requireDeployment(
  name: DeploymentName,
): Promise<Found & { readonly deployment: Deployment }> {
  const found = await requireUp(name);
  const { deployment } = found.snapshot;
  if (deployment) return { ...found, deployment };
  const { deploymentName } = found.runtime;
  throw new LabError(
    "Only a part of a deployment is up here, without nginx.",
    `${labCommand("logs", deploymentName)} may show why; ${labCommand("down", deploymentName)} removes it.`,
  );
}

/** What a plain `docker compose up` of this checkout has up: the project, and the command that takes it down. */
export async function findPlain(): Promise<{ project: string; down: string } | null> {
  const project = await plainProject();
  return project === null ? null : { project, down: plainDown(project) };
}

/** The runtimes, one per deployment, that have something to take down here, including what a failed or interrupted `up` left. */
export async function findOwn(): Promise<Runtime[]> {
  const docker = [ComposeRuntime.withLeftovers(), SwarmRuntime.withLeftovers()];
  return [...NativeRuntime.withLeftovers(), ...(await Promise.all(docker)).flat()];
}

/** What is up on the runtimes that keep a file of it. */
const listByFolder = async (): Promise<Up[]> => [
  ...(await NativeRuntime.listUp()),
  ...(await SwarmRuntime.listUp()),
];

async function listUp(byFolder: readonly Up[]): Promise<Up[]> {
  const { own, plain } = await ComposeRuntime.listUp();
  const all = [...byFolder, ...own].sort((a, b) => keyOf(a).localeCompare(keyOf(b), "en", { numeric: true }));
  return all.length === 0 && plain ? [plain] : all;
}

const keyOf = ({ runtime }: Up) => runtime.deploymentName ?? "";

const withName = (all: readonly Up[], name: DeploymentName) =>
  all.find(({ runtime }) => runtime.deploymentName === name);

/** The deployment of that name, or where none is asked for the only one. */
function select(all: readonly Up[], name: DeploymentName): Up {
  const [first, ...others] = all;
  if (!first) throw new LabError(...NOTHING_UP);
  const wanted = withName(all, name) ?? (name === undefined && others.length === 0 ? first : undefined);
  if (wanted) return wanted;
  const names = all.map(({ runtime }) => runtime.deploymentName ?? "one without a name").join(", ");
  const [message, hint] =
    name === undefined
      ? [`Several deployments are up: ${names}.`, "Choose one of them with --name."]
      : [`No deployment is up under the name "${name}".`, `There are: ${names}.`];
  throw new LabError(message, hint, EXIT.usage);
}

const look = async ({ runtime, look }: Up): Promise<Found> => ({ runtime, snapshot: await look() });
