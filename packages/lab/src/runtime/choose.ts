import { LabError } from "../errors.ts";
import { ComposeRuntime } from "./compose/compose.ts";
import { NativeRuntime } from "./native/native.ts";
import { BESIDE, type Deployment, type Runtime, type RuntimeName } from "./runtime.ts";

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

/** A deployment that is up, and what runs it. */
export interface Found {
  readonly runtime: Runtime;
  readonly deployment: Deployment;
}

/** Whatever is up, on either runtime; null when nothing is. */
export async function findDeployment(): Promise<Found | null> {
  return firstUp(await usableRuntimes());
}

/** As `findDeployment`, and if there is none, one that stands beside: a leftover of an experiment that was cut off. */
export async function findAnyDeployment(): Promise<Found | null> {
  const runtimes = await usableRuntimes();
  const places = Array.from({ length: BESIDE }, (_, i) => i + 1);
  return firstUp([
    ...runtimes,
    ...runtimes.flatMap((runtime) => places.map((place) => runtime.beside(place))),
  ]);
}

async function usableRuntimes(): Promise<Runtime[]> {
  const compose = (await ComposeRuntime.unavailable()) === null ? [new ComposeRuntime()] : [];
  return [new NativeRuntime(), ...compose];
}

async function firstUp(runtimes: readonly Runtime[]): Promise<Found | null> {
  for (const runtime of runtimes) {
    const deployment = await runtime.deployment();
    if (deployment) return { runtime, deployment };
  }
  return null;
}

/** As `findDeployment`, where nothing being up is an error. */
export async function requireDeployment(): Promise<Found> {
  const found = await findDeployment();
  if (!found) throw new LabError("Nothing is up.", "Bring a scenario up first: scripts/lab up bug");
  return found;
}
