import { type ChildProcess, spawn } from "node:child_process";
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

const running = new Set<ChildProcess>();

/** Starts a program that ends with this process at the latest. Its messages go to stderr. Returns its id. */
export function start({ command, args, cwd, env }: Launch): number {
  const child = spawn(command, args, {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (child.pid === undefined) throw new Error(`${command} does not start.`);
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child.pid;
}

/** Ends everything that was started. */
export async function stopAll(): Promise<void> {
  const exits = [...running].map((child) => once(child, "exit"));
  for (const child of running) child.kill("SIGKILL");
  await Promise.all(exits);
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
