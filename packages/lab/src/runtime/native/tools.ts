import { execa } from "execa";
import { LabError } from "../../errors.ts";
import type { Say } from "../runtime.ts";
import { find } from "./find.ts";
import { install } from "./install.ts";

/** The machine's own programs that the native runtime is made of. */
export interface Tools {
  readonly nginx: string;
  readonly redis: string;
  /** The nginx knows `sticky cookie`. */
  readonly nginxHasSticky: boolean;
  readonly nginxVersion: string;
}

/** Finds nginx and Redis (or Valkey); installs what is missing where it can and may, else throws what says how to. */
export async function findTools(say: Say): Promise<Tools> {
  const missing = [
    ...((await findNginx()) ? [] : ["nginx-light"]),
    ...((await findRedis()) ? [] : ["redis-server"]),
  ];
  if (missing.length > 0) await install(missing, say);
  const paths = await bothPaths();
  if (!paths) throw new LabError("nginx and redis-server were installed, and still cannot be found.");
  const { stderr } = await execa(paths.nginx, ["-v"]);
  const nginxVersion = /nginx\/(\d+\.\d+\.\d+)/.exec(stderr)?.[1] ?? "0.0.0";
  await requireNewEnough(paths.redis);
  return { ...paths, nginxVersion, nginxHasSticky: isAtLeast(nginxVersion, [1, 29, 6]) };
}

/** Older ones do not know the flags of scripts (https://redis.io/docs/latest/develop/programmability/eval-intro/#eval-flags). */
async function requireNewEnough(redis: string): Promise<void> {
  const { stdout } = await execa(redis, ["--version"]);
  const version = /v=(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? "0.0.0";
  if (isAtLeast(version, [7])) return;
  throw new LabError(
    `${redis} is version ${version}; the shop needs Redis 7.0 or newer, or Valkey.`,
    "Install a newer one, or use Docker: --runtime compose",
  );
}

async function bothPaths(): Promise<{ nginx: string; redis: string } | null> {
  const [nginx, redis] = [await findNginx(), await findRedis()];
  return nginx && redis ? { nginx, redis } : null;
}

const findNginx = () => find("nginx");
const findRedis = async () => (await find("redis-server")) ?? (await find("valkey-server"));

function isAtLeast(version: string, least: readonly number[]): boolean {
  const parts = version.split(".").map(Number);
  for (const [i, wanted] of least.entries()) {
    const part = parts[i] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}
