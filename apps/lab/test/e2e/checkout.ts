import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";
import { labProjectOf } from "@shop/lab/runtime/compose/names.ts";
import { execa } from "execa";
import { lab, labJson } from "./cli.ts";

/** Another checkout of this repository on the same machine. */
export interface Checkout {
  readonly folder: string;
  readonly lab: typeof lab;
  readonly labJson: typeof labJson;
  /** Takes down what its lab has up, and removes it with its images. */
  readonly remove: () => Promise<void>;
}

/** Not copied: history, what runs here, and what is linked instead. */
const LEFT_OUT = [".git", ".lab", "node_modules", "docs"];

export async function anotherCheckout(): Promise<Checkout> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "another-checkout-")));
  const filter = (source: string) => !LEFT_OUT.includes(relative(ROOT, source));
  await cp(ROOT, folder, { recursive: true, verbatimSymlinks: true, filter });
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
  await mkdir(join(folder, ".lab"));
  const toolchain = join(ROOT, ".lab", "toolchain");
  if (existsSync(toolchain)) await symlink(toolchain, join(folder, ".lab", "toolchain"));
  return {
    folder,
    lab: (args, env) => lab(args, env, folder),
    labJson: (args, env) => labJson(args, env, folder),
    async remove() {
      await lab(["down"], {}, folder);
      await removeImages(labProjectOf(folder));
      await rm(folder, { recursive: true });
    },
  };
}

/** Their names only, where others have the same ones; without Docker there are none. */
async function removeImages(project: string): Promise<void> {
  const args = ["images", "--filter", `reference=${project}-*`, "--format", "{{.Repository}}"];
  const { stdout } = await execa("docker", args, { reject: false });
  const names = stdout?.split("\n").filter(Boolean) ?? [];
  if (names.length > 0) await execa("docker", ["rmi", ...names]);
}
