import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { execa } from "execa";
import { UsageError } from "./usage-error.ts";

/** Not a matter of the template: secrets, and a lockfile that belongs to the app's own libraries. */
const OWN = [".env", "pnpm-lock.yaml"];

/**
 * What a new app would have now and had not when the one in `folder` was made, as a patch for `git apply -3`. Both are made anew, the
 * older one by the generator of that commit. Files that the app has removed are left out, because git would refuse the whole patch
 * for their sake. Throws a UsageError where the folder does not say which that was, or git does not know it.
 */
export async function patchFor(root: string, folder: string): Promise<string> {
  const { name, generatedFrom } = packageIn(folder);
  const work = mkdtempSync(join(tmpdir(), "new-diff-"));
  const then = join(work, "then");
  const git = (...args: string[]) => execa("git", args, { cwd: root });
  try {
    await git("worktree", "add", "--detach", then, generatedFrom).catch(({ code }) => {
      if (code === "ENOENT") throw new UsageError("This needs git, which is not here.");
      throw new UsageError(
        `This repository has no commit ${generatedFrom}, from which the app was made: fetch it (git fetch --unshallow).`,
      );
    });
    // the generator of then needs libraries, and the same ones will do
    for (const modules of ["node_modules", join("new", "node_modules")])
      symlinkSync(join(root, modules), join(then, modules));
    await makeIn(then, join(work, "a"), name);
    await makeIn(root, join(work, "b"), name);
    const made = globSync("**", { cwd: join(work, "a"), withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(join(work, "a"), join(parentPath, name)));
    const removed = made.filter((file) => !existsSync(join(folder, file)));
    for (const side of ["a", "b"])
      for (const file of [...OWN, ...removed]) rmSync(join(work, side, file), { force: true });
    const { stdout } = await execa(
      "git",
      ["diff", "--no-index", "--no-prefix", "--binary", "--full-index", "a", "b"],
      {
        cwd: work,
        reject: false,
        stripFinalNewline: false,
      },
    );
    return stdout;
  } finally {
    await git("worktree", "remove", "--force", then).catch(() => {});
    rmSync(work, { recursive: true, force: true });
  }
}

const makeIn = (root: string, folder: string, name: string) =>
  execa(process.execPath, [
    join(root, "new", "src", "new.ts"),
    folder,
    "--name",
    name,
    "--no-git",
    "--no-install",
  ]);

function packageIn(folder: string): { name: string; generatedFrom: string } {
  try {
    const { name, generatedFrom } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    if (typeof name === "string" && /^[0-9a-f]{40}$/.test(generatedFrom)) return { name, generatedFrom };
  } catch {}
  throw new UsageError(
    `${folder} has no package.json that says from which commit the app was made (generatedFrom).`,
  );
}
