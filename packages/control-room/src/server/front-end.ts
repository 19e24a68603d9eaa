import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { LabError } from "@shop/lab/errors.ts";
import { ROOT } from "@shop/lab/paths.ts";
import type { Say } from "@shop/lab/runtime/runtime.ts";
import { execa } from "execa";

/** The page's sources, and what is built from them in dist/. */
export const FRONT_END = join(ROOT, "packages", "control-room");

/** Everything that the built page is made of. */
const SOURCES = [
  join(FRONT_END, "src", "page"),
  join(FRONT_END, "src", "wire"),
  join(FRONT_END, "index.html"),
  join(FRONT_END, "vite.config.ts"),
  join(ROOT, "packages", "lab", "src", "scenarios.ts"),
  join(ROOT, "packages", "style", "src"),
  join(ROOT, "pnpm-lock.yaml"),
];

/** Builds the page where its sources are newer than what is built. */
export async function buildFrontEnd(say: Say): Promise<void> {
  const built = await changed(join(FRONT_END, "dist", "index.html"));
  const newest = Math.max(...(await Promise.all(SOURCES.map(newestIn))));
  if (built > newest) return;
  say("building the control room's page (once)");
  const vite = join(FRONT_END, "node_modules", ".bin", "vite");
  const { exitCode, all } = await execa(vite, ["build", "--logLevel", "warn"], {
    cwd: FRONT_END,
    all: true,
    reject: false,
  });
  if (exitCode !== 0) throw new LabError("The control room's page could not be built.", all);
}

async function newestIn(path: string): Promise<number> {
  if (!(await stat(path)).isDirectory()) return changed(path);
  const files = (await readdir(path, { recursive: true })).map((file) => changed(join(path, file)));
  return Math.max(...(await Promise.all(files)));
}

/** When a file was changed last; before all time where there is none. */
const changed = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.NEGATIVE_INFINITY,
  );
