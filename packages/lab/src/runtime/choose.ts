import { LabError } from "../errors.ts";
import { ComposeRuntime } from "./compose/compose.ts";
import { NativeRuntime } from "./native/native.ts";
import type { Deployment, Runtime, RuntimeName } from "./runtime.ts";

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

/** Whatever is up, on either runtime; null when nothing is. */
export async function findDeployment(): Promise<{ runtime: Runtime; deployment: Deployment } | null> {
  for (const runtime of [new NativeRuntime(), new ComposeRuntime()]) {
    if (runtime instanceof ComposeRuntime && (await ComposeRuntime.unavailable()) !== null) continue;
    const deployment = await runtime.deployment();
    if (deployment) return { runtime, deployment };
  }
  return null;
}

/** As `findDeployment`, where nothing being up is an error. */
export async function requireDeployment(): Promise<{ runtime: Runtime; deployment: Deployment }> {
  const found = await findDeployment();
  if (!found) throw new LabError("Nothing is up.", "Bring a scenario up first: scripts/lab up bug");
  return found;
}
