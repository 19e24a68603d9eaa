import { join } from "node:path";
import { LabError } from "../../errors.ts";
import { ROOT } from "../../paths.ts";
import { runProgram } from "../run-program.ts";

/** docker-compose.yml as users run it. */
export const PLAIN_FILES = ["docker-compose.yml"];

/** The same with what the lab adds. */
export const LAB_FILES = [
  ...PLAIN_FILES,
  join("packages", "lab", "src", "runtime", "compose", "compose.lab.yml"),
];

/** The output of a docker command. Throws a LabError with the last lines of its standard error where it fails. */
export async function docker(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const { exitCode, stdout, stderr } = await runProgram("docker", args, {
    cwd: ROOT,
    env,
    reject: false,
    stdin: "ignore",
  });
  if (exitCode === 0) return stdout;
  const reason = stderr.trim().split("\n").slice(-15).join("\n");
  throw new LabError(
    `\`docker ${args.filter((arg) => arg !== "-f" && !LAB_FILES.includes(arg)).join(" ")}\` failed:\n${reason}`,
  );
}

/** The output of a docker command; null where it fails or takes longer than ten seconds, as without an engine. */
export async function tryDocker(args: readonly string[]): Promise<string | null> {
  const { exitCode, stdout } = await runProgram("docker", args, {
    reject: false,
    stdin: "ignore",
    timeout: 10_000,
  });
  return exitCode === 0 ? stdout : null;
}
