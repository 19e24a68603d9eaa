import { LabError } from "../errors.ts";
import { ComposeRuntime } from "./compose/compose.ts";
import { plainProject } from "./compose/labels.ts";
import { plainDown } from "./compose/port-holder.ts";
import { NativeRuntime } from "./native/native.ts";
import { BESIDE, type Deployment, NOTHING_UP, type Runtime, type RuntimeName } from "./runtime.ts";

/** The runtime that was asked for; without a wish Docker Compose where it answers, else native. */
export async function chooseRuntime(wish: RuntimeName | undefined): Promise<Runtime> {
  if (wish === "native") return new NativeRuntime();
  const reason = await ComposeRuntime.unavailable();
  if (reason === null) return new ComposeRuntime();
  if (wish === "compose") {
    throw new LabError(
      `The compose runtime cannot be used: ${reason}.`,
      "Start Docker, or run without it: --runtime native",
    );
  }
  return new NativeRuntime();
}

/**
 * What verbs look at and break: what the lab has up, else what a plain `docker compose up` of this checkout has. Null when nothing is.
 */
export async function findRuntime(): Promise<Runtime | null> {
  const own = await these([new NativeRuntime(), new ComposeRuntime()], (runtime) => runtime.isUp());
  return own[0] ?? ComposeRuntime.plain();
}

/** What a plain `docker compose up` of this checkout has up: the project, and the command that takes it down. */
export async function findPlain(): Promise<{ project: string; down: string } | null> {
  const project = await plainProject();
  return project === null ? null : { project, down: plainDown(project) };
}

/** As `findRuntime`, where nothing being up is an error. */
export async function requireRuntime(): Promise<Runtime> {
  const runtime = await findRuntime();
  if (!runtime) throw new LabError(...NOTHING_UP);
  return runtime;
}

/** A deployment that is up, and what runs it. */
export interface Found {
  readonly runtime: Runtime;
  readonly deployment: Deployment;
}

/** As `requireRuntime`, for verbs that cannot do without nginx. */
export async function requireDeployment(): Promise<Found> {
  const runtime = await requireRuntime();
  const deployment = await runtime.deployment();
  if (deployment) return { runtime, deployment };
  throw new LabError(
    "What is up here is only a part of a deployment: it has no nginx.",
    "scripts/lab logs may tell why; scripts/lab down removes it.",
  );
}

/** All runtimes with which the lab has something up in this checkout, also beside, and be it what was left of an `up` that failed. */
export async function findOwn(): Promise<Runtime[]> {
  const compose = (await ComposeRuntime.unavailable()) === null ? [new ComposeRuntime()] : [];
  const runtimes = [new NativeRuntime(), ...compose];
  const places = Array.from({ length: BESIDE }, (_, i) => i + 1);
  const beside = runtimes.flatMap((runtime) => places.map((place) => runtime.beside(place)));
  return these([...runtimes, ...beside], (runtime) => runtime.hasLeftovers());
}

async function these(
  runtimes: readonly Runtime[],
  pass: (runtime: Runtime) => Promise<boolean>,
): Promise<Runtime[]> {
  const passed = await Promise.all(runtimes.map(pass));
  return runtimes.filter((_, i) => passed[i]);
}
