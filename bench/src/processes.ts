import { spawn } from "node:child_process";
import { once } from "node:events";
import { execa } from "execa";
import pidusage from "pidusage";

/** How a program is started. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const cleanUps: (() => Promise<unknown>)[] = [];

/** Has something done when the bench ends, whether it succeeds, fails or is interrupted. */
export function atEnd(cleanUp: () => Promise<unknown>): void {
  cleanUps.push(cleanUp);
}

/** Does everything that was asked for at the end. */
export async function cleanUp(): Promise<void> {
  await Promise.all(cleanUps.splice(0).map((each) => each()));
}

/** Starts a program, which is ended with the bench. Its messages go to stderr. Returns its id. */
export function start({ command, args, cwd, env }: Launch): number {
  const child = spawn(command, args, {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (child.pid === undefined) throw new Error(`${command} does not start.`);
  atEnd(async () => {
    if (child.exitCode === null && child.kill("SIGKILL")) await once(child, "exit");
  });
  return child.pid;
}

/** The processes that a process has started. */
export async function childrenOf(pid: number): Promise<number[]> {
  const { stdout } = await execa("pgrep", ["-P", `${pid}`]);
  return stdout.split("\n").map(Number);
}

/** CPU time that the processes have used since they started, user and system, in microseconds. */
export async function cpuTime(pids: readonly number[]): Promise<number> {
  const usage = await Promise.all(pids.map((pid) => pidusage(pid)));
  return usage.reduce((sum, { ctime }) => sum + ctime * 1000, 0);
}

/** Memory of a process, as the system counts it (RSS), in bytes. */
export async function memoryOf(pid: number): Promise<number> {
  return (await pidusage(pid)).memory;
}
