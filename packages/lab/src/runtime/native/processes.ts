import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import which from "which";
import { LabError } from "../../errors.ts";
import { waitUntil } from "../../wait-until.ts";
import { runProgram } from "../run-program.ts";
import type { User } from "./unprivileged.ts";

/** Identifies a process. The pid alone is not enough: another process may have it by now. */
interface ProcessRecord {
  readonly pid: number;
  /** When it began, as the operating system reports it. */
  readonly began: string;
}

interface ProcessOptions {
  readonly cwd: string;
  readonly env: Record<string, string>;
  /** Created for this process; no other user can read them. */
  readonly privateFolders: readonly string[];
  /** Null for the user that runs the lab. */
  readonly user: User | null;
}

/** From SIGTERM to SIGKILL. */
const GRACE_SECONDS = 12;

/** Becomes the program when it is told to. Where its starter is killed before that, it ends. */
const WHEN_TOLD = 'read -r _ && exec "$@" </dev/null';

/** Processes that outlive this one, by name. A folder holds their pids and logs. */
export class Processes {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  logFile(name: string): string {
    return join(this.#folder, "logs", `${name}.log`);
  }

  /** Starts a program with its output appended to its log. Throws a LabError where it cannot be started. */
  async start(
    name: string,
    command: string,
    args: string[],
    { cwd, env, privateFolders, user }: ProcessOptions,
  ) {
    await Promise.all(["pids", "logs"].map((part) => mkdir(join(this.#folder, part), { recursive: true })));
    await Promise.all(privateFolders.map((folder) => createPrivateFolder(folder, user)));
    const log = await open(this.logFile(name), "a", 0o600);
    try {
      if (user) await log.chown(user.uid, user.gid);
      const { PATH = "", HOME = "" } = process.env;
      const child = spawn("sh", ["-c", WHEN_TOLD, "sh", await which(command), ...args], {
        cwd,
        env: { PATH, HOME, ...env },
        ...user,
        detached: true,
        stdio: ["pipe", log.fd, log.fd],
      });
      await new Promise<void>((resolve, reject) => child.once("spawn", resolve).once("error", reject));
      child.unref();
      const pid = child.pid as number;
      const record: ProcessRecord = { pid, began: (await startTimeOf(pid)) ?? "" };
      await writeFile(this.#pidFile(name), JSON.stringify(record));
      // not earlier: if the lab were killed in between, nobody would know the program, and no `down` could end it
      const stdin = child.stdin as Writable;
      await finished(stdin.end("\n"));
    } catch (error) {
      throw new LabError(`${name} does not start: ${(error as Error).message}`);
    } finally {
      await log.close();
    }
  }

  /** The pid of the process that was started under this name; null where it has ended. */
  async pidOf(name: string): Promise<number | null> {
    const text = await readFile(this.#pidFile(name), "utf8").catch(() => null);
    if (text === null) return null;
    const { pid, began } = parsePidFile(text);
    return pid && began && (await startTimeOf(pid)) === began ? pid : null;
  }

  /** Whether a process that does not run was killed or crashed. Only one that ended as it was asked to has no file any more. */
  isDead(name: string): boolean {
    return existsSync(this.#pidFile(name));
  }

  /** Sends a signal, with `group` also to its children, and returns when the process has ended. Throws a LabError after `seconds`. */
  async end(name: string, signal: NodeJS.Signals, { group = false, seconds = 15 } = {}): Promise<void> {
    const pid = await this.pidOf(name);
    if (pid === null) return;
    signalProcess(group ? -pid : pid, signal);
    const gone = async () => (await this.pidOf(name)) === null;
    await waitUntil(`${name} (pid ${pid}) to end after ${signal}`, gone, { seconds });
    if (group) signalProcess(-pid, signal);
    if (signal !== "SIGKILL") await rm(this.#pidFile(name), { force: true });
  }

  /** Freezes or resumes the process. Throws a LabError where it does not run. */
  async signal(name: string, signal: "SIGSTOP" | "SIGCONT"): Promise<void> {
    const pid = await this.pidOf(name);
    if (pid === null) throw new LabError(`${name} is not running.`);
    signalProcess(pid, signal);
  }

  /** Sends SIGTERM, after GRACE_SECONDS SIGKILL. Returns when the process and its children have ended. */
  async terminate(name: string): Promise<void> {
    await this.end(name, "SIGTERM", { seconds: GRACE_SECONDS }).catch(() => {});
    await this.end(name, "SIGKILL", { group: true });
  }

  /** The names of all processes that run, were killed, or crashed. */
  async names(): Promise<string[]> {
    const files = await readdir(join(this.#folder, "pids")).catch(() => []);
    return files.map((file) => basename(file, ".json"));
  }

  #pidFile(name: string): string {
    return join(this.#folder, "pids", `${name}.json`);
  }
}

async function createPrivateFolder(folder: string, user: User | null): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  if (!user) return;
  for (const path of [
    folder,
    ...(await readdir(folder, { recursive: true })).map((name) => join(folder, name)),
  ])
    await chown(path, user.uid, user.gid);
}

/** Sends a signal; no error where the process has just ended. */
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

/** When the process began, in the operating system's notation; null when it has ended, which includes zombies. */
async function startTimeOf(pid: number): Promise<string | null> {
  if (process.platform !== "linux") {
    const { stdout, exitCode } = await runProgram("ps", ["-o", "stat=,lstart=", "-p", `${pid}`], {
      reject: false,
    });
    return exitCode === 0 && stdout && !stdout.startsWith("Z") ? stdout.replace(/^\S+\s+/, "").trim() : null;
  }
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  // the name, in parentheses, may contain anything, so fields are counted from the last parenthesis (man 5 proc_pid_stat)
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  // while other threads of a zombie are still ending, it holds its sockets: connections made now would be reset later
  if (!fields || (fields[0] === "Z" && Number(fields[17]) <= 1)) return null;
  const [bootId, startTime] = [
    await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => ""),
    fields[19],
  ];
  return `${bootId.trim()}/${startTime}`;
}
