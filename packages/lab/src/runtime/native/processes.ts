import { spawn } from "node:child_process";
import { mkdir, open, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { LabError } from "../../errors.ts";
import { NATIVE_DIR } from "../../paths.ts";
import { waitUntil } from "../../wait-until.ts";

/** Who a process is: a pid alone may by now be somebody else's. */
interface ProcessRecord {
  readonly pid: number;
  /** When it began, as the operating system tells it. */
  readonly began: string;
}

const pidFile = (name: string) => join(NATIVE_DIR, "pids", `${name}.json`);
export const logFile = (name: string) => join(NATIVE_DIR, "logs", `${name}.log`);

/** Starts a program that outlives this one, with its output appended to logs/NAME.log. */
export async function startProcess(
  name: string,
  command: string,
  args: string[],
  { cwd, env }: { cwd: string; env: Record<string, string> },
): Promise<void> {
  await Promise.all(["pids", "logs"].map((folder) => mkdir(join(NATIVE_DIR, folder), { recursive: true })));
  const log = await open(logFile(name), "a");
  try {
    const { PATH = "", HOME = "" } = process.env;
    const child = spawn(command, args, {
      cwd,
      env: { PATH, HOME, ...env },
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
    });
    await new Promise<void>((resolve, reject) => child.once("spawn", resolve).once("error", reject));
    child.unref();
    const pid = child.pid as number;
    const record: ProcessRecord = { pid, began: (await beginOf(pid)) ?? "" };
    await writeFile(pidFile(name), JSON.stringify(record));
  } catch (error) {
    throw new LabError(`${name} does not start: ${(error as Error).message}`);
  } finally {
    await log.close();
  }
}

/** The pid of the process that was started under this name, if it is still that process and alive. */
export async function pidOf(name: string): Promise<number | null> {
  const text = await readFile(pidFile(name), "utf8").catch(() => null);
  if (text === null) return null;
  const { pid, began } = parsePidFile(text);
  return pid && began && (await beginOf(pid)) === began ? pid : null;
}

/** Sends a signal and returns when the process is gone. `group`: to its children too. */
export async function endProcess(
  name: string,
  signal: NodeJS.Signals,
  { group = false, seconds = 15 } = {},
): Promise<void> {
  const pid = await pidOf(name);
  if (pid === null) return;
  signalProcess(group ? -pid : pid, signal);
  await waitUntil(`${name} (pid ${pid}) to end after ${signal}`, async () => (await pidOf(name)) === null, {
    seconds,
  });
  if (group) signalProcess(-pid, signal);
  await rm(pidFile(name), { force: true });
}

/** A process that has just gone is no error. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function parsePidFile(text: string): Partial<ProcessRecord> {
  try {
    const { pid, began } = JSON.parse(text);
    return Number.isInteger(pid) && pid > 1 && typeof began === "string" ? { pid, began } : {};
  } catch {
    return {};
  }
}

/** When the process began; null when there is none, or only what is left of one until its parent asks (a zombie). */
async function beginOf(pid: number): Promise<string | null> {
  if (process.platform !== "linux") {
    const { stdout, exitCode } = await execa("ps", ["-o", "stat=,lstart=", "-p", `${pid}`], {
      reject: false,
    });
    return exitCode === 0 && stdout && !stdout.startsWith("Z") ? stdout.replace(/^\S+\s+/, "").trim() : null;
  }
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  // the name, in parentheses, may hold anything; what follows is counted from the last one (man 5 proc_pid_stat)
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (!fields || fields[0] === "Z") return null;
  const [bootId, startTime] = [
    await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => ""),
    fields[19],
  ];
  return `${bootId.trim()}/${startTime}`;
}
