import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { agrees } from "../../consent.ts";
import { LabError } from "../../errors.ts";
import { LAB_DIR, ROOT } from "../../paths.ts";
import type { Say } from "../runtime.ts";
import { find } from "./find.ts";

/** Installs packages of Debian, as root and with the user's consent; elsewhere throws what says how to. */
export async function install(packages: readonly string[], say: Say): Promise<void> {
  const missing = `Without Docker the lab needs ${packages.join(" and ")}, and this machine has none.`;
  const hasApt = (await find("apt-get")) !== null;
  const isRoot = process.getuid?.() === 0;
  if (!hasApt || !isRoot) throw new LabError(missing, `Install what is missing: ${await howTo(packages)}`);
  if (!(await agrees(`${missing} Install with apt-get, not as services?`)))
    throw new LabError(
      missing,
      `Install what is missing: ${await howTo(packages)}\nor let the lab do it: --yes`,
    );
  say(`installing ${packages.join(" and ")} with apt-get (not as services)`);
  await aptInstall(packages);
}

/** In a session of its own and with its output in a file: what ends the lab must not end apt-get halfway. */
async function aptInstall(packages: readonly string[]): Promise<void> {
  const file = join(LAB_DIR, "apt.log");
  await mkdir(LAB_DIR, { recursive: true });
  const log = await open(file, "w");
  const script = join(ROOT, "scripts", "apt-install.sh");
  const installing = spawn("sh", [script, ...packages], {
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
  });
  const [exitCode] = await once(installing, "exit");
  await log.close();
  if (exitCode === 0) return;
  const lastWords = (await readFile(file, "utf8")).trim().split("\n").slice(-5).join("\n");
  throw new LabError(`apt-get could not install ${packages.join(" and ")}:\n${lastWords}`);
}

/** The one command that installs them here. */
async function howTo(packages: readonly string[]): Promise<string> {
  const sudo = process.getuid?.() === 0 ? "" : "sudo ";
  if (await find("apt-get")) return `${sudo}apt-get install ${packages.join(" ")}`;
  return (await find("brew")) ? "brew install nginx redis" : `${sudo}dnf install nginx redis`;
}
