import { release, type } from "node:os";
import { execa } from "execa";
import { ROOT } from "../paths.ts";
import type { RuntimeName } from "../runtime/runtime.ts";

/** The versions that a run was made with. Null where one could not be found out. */
export interface Versions {
  /** The lab's own; with the native runtime also the shop's. */
  readonly node: string;
  /** A version, or the image's name where the runtime is compose. */
  readonly nginx: string | null;
  /** A version, or the image's name where the runtime is compose. May be Valkey. */
  readonly redis: string | null;
  /** The kernel's name and release. */
  readonly os: string;
}

export async function versionsOf(runtime: RuntimeName): Promise<Versions> {
  const services = runtime === "compose" ? await images() : await programs();
  return { node: process.versions.node, ...services, os: `${type()} ${release()}` };
}

type Services = Pick<Versions, "nginx" | "redis">;

async function images(): Promise<Services> {
  const config = ["compose", "--profile", "*", "config", "--format", "json"];
  const { stdout, exitCode } = await execa("docker", config, { cwd: ROOT, reject: false, stdin: "ignore" });
  const services = exitCode === 0 ? JSON.parse(stdout).services : {};
  return { nginx: services["nginx-redis"]?.image ?? null, redis: services.redis?.image ?? null };
}

async function programs(): Promise<Services> {
  const find = async (wanted: RegExp, candidates: readonly (readonly string[])[]) => {
    for (const [program = "", ...args] of candidates) {
      const version = wanted.exec(await outputOf(program, args))?.[1];
      if (version) return version;
    }
    return null;
  };
  return {
    nginx: await find(/nginx\/([\d.]+)/, [
      ["nginx", "-v"],
      ["/usr/sbin/nginx", "-v"],
    ]),
    redis: await find(/v=([\d.]+)/, [
      ["redis-server", "--version"],
      ["valkey-server", "--version"],
    ]),
  };
}

/** What a program says, on either stream; nothing where it is missing or fails. */
async function outputOf(program: string, args: readonly string[]): Promise<string> {
  const { all } = await execa(program, args, {
    cwd: ROOT,
    reject: false,
    all: true,
    stdin: "ignore",
    timeout: 10_000,
  });
  return all ?? "";
}
