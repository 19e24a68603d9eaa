import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import which from "which";
import { agrees } from "../../consent.ts";
import { LabError } from "../../errors.ts";
import { LAB_DIR, ROOT } from "../../paths.ts";
import type { Say } from "../runtime.ts";

/** Installs Debian packages, as root and with the user's consent; otherwise throws a LabError that says how to. */
export async function install(packages: readonly string[], say: Say): Promise<void> {
  const missing = `Without Docker the lab needs ${packages.join(" and ")}, and this machine has none.`;
  const hasApt = await isInstalled("apt-get");
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

/** In a session of its own and with its output in a file, so that a signal to the lab does not interrupt apt-get. */
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

/** The command that installs them on this machine. */
async function howTo(packages: readonly string[]): Promise<string> {
  const sudo = process.getuid?.() === 0 ? "" : "sudo ";
  if (await isInstalled("apt-get")) return `${sudo}apt-get install ${packages.join(" ")}`;
  return (await isInstalled("brew")) ? "brew install nginx redis" : `${sudo}dnf install nginx redis`;
}

const isInstalled = async (name: string) => (await which(name, { nothrow: true })) !== null;
