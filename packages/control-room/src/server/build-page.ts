import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";
import type { Say } from "@shop/lab/runtime/runtime.ts";
import { PACKAGE, runVite } from "./run-vite.ts";

/** The folder of the built page, which the server serves. */
export const DIST = join(PACKAGE, "dist");

/** Files and folders that the page is built from. */
const SOURCES = [
  join(PACKAGE, "src", "page"),
  join(PACKAGE, "src", "wire"),
  join(PACKAGE, "index.html"),
  join(PACKAGE, "vite.config.ts"),
  join(ROOT, "packages", "style", "src"),
  join(ROOT, "packages", "lab", "src", "scenarios.ts"),
  join(ROOT, "packages", "lab", "src", "lab-command.ts"),
  join(ROOT, "packages", "lab", "src", "runtime", "runtime.ts"),
  join(ROOT, "pnpm-lock.yaml"),
];

/**
 * Builds the page into `folder` unless what is there is newer than all sources.
 *
 * @throws LabError with Vite's message when the build fails.
 */
export async function buildPage(say: Say, folder: string = DIST): Promise<void> {
  const built = await changedAt(join(folder, "index.html"));
  const newest = Math.max(...(await Promise.all(SOURCES.map(newestIn))));
  if (built > newest) return;
  say("building the control room's page (once)");
  await runVite("The control room's page", { outDir: folder, emptyOutDir: true });
}

async function newestIn(path: string): Promise<number> {
  if (!(await stat(path)).isDirectory()) return changedAt(path);
  const files = (await readdir(path, { recursive: true })).map((file) => changedAt(join(path, file)));
  return Math.max(...(await Promise.all(files)));
}

/** When a file was last changed, in Unix milliseconds; -Infinity if it does not exist. */
const changedAt = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.NEGATIVE_INFINITY,
  );
