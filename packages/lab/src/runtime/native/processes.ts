import { spawn } from "node:child_process";
import { chmod, chown, mkdir, open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { execa } from "execa";
import { LabError } from "../../errors.ts";
import { waitUntil } from "../../wait-until.ts";
import type { User } from "./unprivileged.ts";

/** Who a process is: a pid alone may by now be somebody else's. */
interface ProcessRecord {
  readonly pid: number;
  /** When it began, as the operating system tells it. */
  readonly began: string;
}

/** `ownFolders` are made for the process's use alone; `user` is whom it runs as, or null for the same as we do. */
export interface ProcessOptions {
  readonly cwd: string;
  readonly env: Record<string, string>;
  readonly ownFolders: readonly string[];
  readonly user: User | null;
}

/** Seconds that a process has to end by itself before it is made to. */
const GRACE = 12;

/** Programs that outlive this one, known by name: their pids, and what they say, are kept in a folder. */
export class Processes {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  logFile(name: string): string {
    return join(this.#folder, "logs", `${name}.log`);
  }

  /** Starts a program with its output appended to its log. */
  async start(name: string, command: string, args: string[], { cwd, env, ownFolders, user }: ProcessOptions) {
    await Promise.all(["pids", "logs"].map((part) => mkdir(join(this.#folder, part), { recursive: true })));
    await Promise.all(ownFolders.map((folder) => makeOwn(folder, user)));
    const log = await open(this.logFile(name), "a", 0o600);
    try {
      if (user) await log.chown(user.uid, user.gid);
      const { PATH = "", HOME = "" } = process.env;
      const child = spawn(command, args, {
        cwd,
        env: { PATH, HOME, ...env },
        ...user,
        detached: true,
        stdio: ["ignore", log.fd, log.fd],
      });
      await new Promise<void>((resolve, reject) => child.once("spawn", resolve).once("error", reject));
      child.unref();
      const pid = child.pid as number;
      const record: ProcessRecord = { pid, began: (await beginOf(pid)) ?? "" };
      await writeFile(this.#pidFile(name), JSON.stringify(record));
    } catch (error) {
      throw new LabError(`${name} does not start: ${(error as Error).message}`);
    } finally {
      await log.close();
    }
  }

  /** The pid of the process that was started under this name, if it is still that process and alive. */
  async pidOf(name: string): Promise<number | null> {
    const text = await readFile(this.#pidFile(name), "utf8").catch(() => null);
    if (text === null) return null;
    const { pid, began } = parsePidFile(text);
    return pid && began && (await beginOf(pid)) === began ? pid : null;
  }

  /** Sends a signal and returns when the process is gone. `group`: to its children too. */
  async end(name: string, signal: NodeJS.Signals, { group = false, seconds = 15 } = {}): Promise<void> {
    const pid = await this.pidOf(name);
    if (pid === null) return;
    signalProcess(group ? -pid : pid, signal);
    const gone = async () => (await this.pidOf(name)) === null;
    await waitUntil(`${name} (pid ${pid}) to end after ${signal}`, gone, { seconds });
    if (group) signalProcess(-pid, signal);
    await rm(this.#pidFile(name), { force: true });
  }

  /** Sends a signal that does not end the process. */
  async signal(name: string, signal: "SIGSTOP" | "SIGCONT"): Promise<void> {
    const pid = await this.pidOf(name);
    if (pid === null) throw new LabError(`${name} is not running.`);
    signalProcess(pid, signal);
  }

  /** Sends SIGTERM, and SIGKILL to what is not gone in time. Returns when the process and its children are gone. */
  async endSurely(name: string): Promise<void> {
    await this.end(name, "SIGTERM", { seconds: GRACE }).catch(() => {});
    await this.end(name, "SIGKILL", { group: true });
  }

  /** Every name under which something was started and not seen to end. */
  async names(): Promise<string[]> {
    const files = await readdir(join(this.#folder, "pids")).catch(() => []);
    return files.map((file) => basename(file, ".json"));
  }

  #pidFile(name: string): string {
    return join(this.#folder, "pids", `${name}.json`);
  }
}

async function makeOwn(folder: string, user: User | null): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  if (!user) return;
  for (const path of [
    folder,
    ...(await readdir(folder, { recursive: true })).map((name) => join(folder, name)),
  ])
    await chown(path, user.uid, user.gid);
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
  // a zombie whose other threads are still ending holds its sockets yet: who connects now is reset later
  if (!fields || (fields[0] === "Z" && Number(fields[17]) <= 1)) return null;
  const [bootId, startTime] = [
    await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => ""),
    fields[19],
  ];
  return `${bootId.trim()}/${startTime}`;
}
