import { delimiter } from "node:path";
import semver from "semver";
import which from "which";
import { LabError } from "../../errors.ts";
import { runProgram } from "../run-program.ts";
import type { Say } from "../runtime.ts";
import { install } from "./install.ts";

/** A program of this machine. */
export interface Tool {
  readonly path: string;
  /** As in "1.30.6". */
  readonly version: string;
}

/** The programs that the native runtime is made of; `redis` may be Valkey. */
export interface Tools {
  readonly nginx: Tool;
  readonly redis: Tool;
}

/** Finds nginx and Redis. Installs what is missing where it can and may, else throws a LabError that says how to. */
export async function findTools(say: Say): Promise<Tools> {
  let { nginx, redis } = await locateTools();
  if (!nginx || !redis) {
    await install([...(nginx ? [] : ["nginx-light"]), ...(redis ? [] : ["redis-server"])], say);
    ({ nginx, redis } = await locateTools());
  }
  if (!nginx || !redis)
    throw new LabError("nginx and redis-server were installed, and still cannot be found.");
  requireNewEnough(redis);
  return { nginx, redis };
}

/** The same programs; null for one that is not installed. */
export async function locateTools(): Promise<{ nginx: Tool | null; redis: Tool | null }> {
  const [nginx, redis] = await Promise.all([locate("nginx", "-v"), locate("redis-server", "--version")]);
  return { nginx, redis: redis ?? (await locate("valkey-server", "--version")) };
}

/** Whether this nginx knows `sticky cookie`. */
export const hasSticky = ({ version }: Tool): boolean => semver.gte(version, "1.29.6");

async function locate(name: string, versionFlag: string): Promise<Tool | null> {
  // not every user's PATH has the folders of servers
  const path = [process.env.PATH, "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"].join(delimiter);
  const found = await which(name, { path, nothrow: true });
  if (found === null) return null;
  // nginx reports its version on standard error
  const { all } = await runProgram(found, [versionFlag], { all: true, reject: false, stdin: "ignore" });
  return { path: found, version: semver.coerce(all)?.version ?? "0.0.0" };
}

/** Older ones lack the flags of scripts (https://redis.io/docs/latest/develop/programmability/eval-intro/#eval-flags). */
function requireNewEnough({ path, version }: Tool): void {
  if (semver.gte(version, "7.0.0")) return;
  throw new LabError(
    `${path} is version ${version}; the shop needs Redis 7.0 or newer, or Valkey.`,
    "Install a newer one, or use Docker: --runtime compose",
  );
}
