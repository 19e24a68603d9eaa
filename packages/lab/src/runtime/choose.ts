import { LabError } from "../errors.ts";
import { ComposeRuntime } from "./compose/compose.ts";
import { plainProject } from "./compose/labels.ts";
import { plainDown } from "./compose/port-holder.ts";
import { NativeRuntime } from "./native/native.ts";
import { type Deployment, type Found, NOTHING_UP, type Runtime, type RuntimeName, SLOTS } from "./runtime.ts";

/** The runtime of that name; by default Docker Compose where it answers, else native. */
export async function chooseRuntime(name: RuntimeName | undefined): Promise<Runtime> {
  if (name === "native") return new NativeRuntime();
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

/** What the lab has up, else what a plain `docker compose up` of this checkout has up; null when nothing is. */
export async function findUp(): Promise<Found | null> {
  const runtime = new NativeRuntime();
  const snapshot = await runtime.look();
  return snapshot.members.length > 0 ? { runtime, snapshot } : ComposeRuntime.find();
}

/** As `findUp`; throws a LabError when nothing is up. */
export async function requireUp(): Promise<Found> {
  const found = await findUp();
  if (!found) throw new LabError(...NOTHING_UP);
  return found;
}

/** As `requireUp`, for verbs that cannot do without nginx. */
export async function requireDeployment(): Promise<Found & { readonly deployment: Deployment }> {
  const found = await requireUp();
  const { deployment } = found.snapshot;
  if (deployment) return { ...found, deployment };
  throw new LabError(
    "Only a part of a deployment is up here, without nginx.",
    "scripts/lab logs may show why; scripts/lab down removes it.",
  );
}

/** What a plain `docker compose up` of this checkout has up: the project, and the command that takes it down. */
export async function findPlain(): Promise<{ project: string; down: string } | null> {
  const project = await plainProject();
  return project === null ? null : { project, down: plainDown(project) };
}

/** The runtimes, one per slot, that have something to take down here, including what a failed or interrupted `up` left. */
export async function findOwn(): Promise<Runtime[]> {
  const native = SLOTS.map((slot) => new NativeRuntime(slot)).filter((runtime) => runtime.hasLeftovers());
  return [...native, ...(await ComposeRuntime.withLeftovers())];
}
