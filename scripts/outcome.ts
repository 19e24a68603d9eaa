import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "..");

/** What checks or tests came to. */
export interface Outcome {
  readonly passed: number;
  readonly skipped: number;
  /** Each that failed: its name and why. */
  readonly failures: readonly string[];
  /** What failed at its first try, and was tried again, likewise. */
  readonly retried?: readonly string[];
}

/** Runs an installed program, whose output goes to the terminal; tells whether it exited with 0. */
export async function run(program: string, ...args: string[]): Promise<boolean> {
  const child = spawn(join(ROOT, "node_modules", ".bin", program), args, { cwd: ROOT, stdio: "inherit" });
  const [code] = await once(child, "exit");
  return code === 0;
}
