import { join } from "node:path";
import { execa } from "execa";
import { ROOT } from "../../src/paths.ts";

/** Runs scripts/lab as a user would. */
export async function lab(args: string[], env: Record<string, string> = {}) {
  const { exitCode, stdout, stderr } = await execa(join(ROOT, "scripts", "lab"), args, {
    env,
    reject: false,
  });
  return { exitCode, stdout, stderr };
}

/** Runs a verb with --json and gives what it printed. */
export async function labJson(args: string[], env: Record<string, string> = {}) {
  const { exitCode, stdout, stderr } = await lab([...args, "--json"], env);
  return { exitCode, result: JSON.parse(stdout), stderr };
}
