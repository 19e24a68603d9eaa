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
  return (await upOf(await usableRuntimes()))[0] ?? null;
}

/** All that is up, also what stands beside: leftovers of an experiment that was cut off. */
export async function findAllDeployments(): Promise<Found[]> {
  const runtimes = await usableRuntimes();
  const places = Array.from({ length: BESIDE }, (_, i) => i + 1);
  return upOf([...runtimes, ...runtimes.flatMap((runtime) => places.map((place) => runtime.beside(place)))]);
}

async function usableRuntimes(): Promise<Runtime[]> {
  const compose = (await ComposeRuntime.unavailable()) === null ? [new ComposeRuntime()] : [];
  return [new NativeRuntime(), ...compose];
}

async function upOf(runtimes: readonly Runtime[]): Promise<Found[]> {
  const all = await Promise.all(
    runtimes.map(async (runtime) => ({ runtime, deployment: await runtime.deployment() })),
  );
  return all.filter((found): found is Found => found.deployment !== null);
}

/** As `findDeployment`, where nothing being up is an error. */
export async function requireDeployment(): Promise<Found> {
  const found = await findDeployment();
  if (!found) throw new LabError("Nothing is up.", "Bring a scenario up first: scripts/lab up bug");
  return found;
}
