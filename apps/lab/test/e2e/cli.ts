import { join } from "node:path";
import { EXIT } from "@shop/lab/errors.ts";
import { ROOT } from "@shop/lab/paths.ts";
import { execa } from "execa";

/** Runs scripts/lab as a user would, of this checkout or of the one in another folder. */
export async function lab(args: string[], env: Record<string, string> = {}, checkout = ROOT) {
  const { exitCode, stdout, stderr } = await execa(join(checkout, "scripts", "lab"), args, {
    env,
    reject: false,
  });
  return { exitCode, stdout, stderr };
}

/** Runs a verb with --json and gives what it printed. */
export async function labJson(args: string[], env: Record<string, string> = {}, checkout = ROOT) {
  const { exitCode, stdout, stderr } = await lab([...args, "--json"], env, checkout);
  return { exitCode, result: JSON.parse(stdout), stderr };
}

/** Runs the demo; once more where it said that it could not tell, which it may on a busy machine. */
export async function demoJson(runtime: string, env: Record<string, string>) {
  const args = ["demo", "--runtime", runtime];
  const first = await labJson(args, env);
  return first.exitCode === EXIT.undecided ? labJson(args, env) : first;
}
