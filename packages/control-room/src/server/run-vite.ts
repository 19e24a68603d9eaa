import { join } from "node:path";
import { LabError } from "@shop/lab/errors.ts";
import { ROOT } from "@shop/lab/paths.ts";
import type { BuildOptions } from "vite";

/** The folder of the control room's package. */
export const PACKAGE = join(ROOT, "packages", "control-room");

/**
 * Builds a page with Vite. `page` is what a message calls it.
 *
 * @throws LabError with Vite's message when the build fails.
 */
export async function runVite(page: string, options: BuildOptions): Promise<void> {
  // Vite takes long to load and is seldom needed, so it is imported only here
  const { build } = await import("vite");
  const { NODE_ENV } = process.env;
  try {
    await build({ root: PACKAGE, build: options, logLevel: "silent" });
  } catch (error) {
    throw new LabError(`${page} could not be built.`, (error as Error).message);
  } finally {
    // Vite sets it to production, in which the demo's shops refuse to start
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
}
