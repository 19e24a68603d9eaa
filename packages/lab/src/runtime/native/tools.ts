import { access, constants, readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import { LabError } from "../../errors.ts";
import type { Say } from "../runtime.ts";

/** The machine's own programs that the native runtime is made of. */
export interface Tools {
  readonly nginx: string;
  readonly redis: string;
  /** The nginx knows `sticky cookie`. */
  readonly nginxHasSticky: boolean;
  readonly nginxVersion: string;
}

/** Finds nginx and Redis (or Valkey); as root on Debian and its kin it installs what is missing, elsewhere it says how to. */
export async function findTools(say: Say): Promise<Tools> {
  const missing = [
    ...((await findNginx()) ? [] : ["nginx-light"]),
    ...((await findRedis()) ? [] : ["redis-server"]),
  ];
  if (missing.length > 0) await install(missing, say);
  const paths = await bothPaths();
  if (!paths)
    throw new LabError("nginx and redis-server were installed, and still cannot be found.", howToInstall);
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

async function find(program: string): Promise<string | null> {
  const folders = [
    ...(process.env.PATH ?? "").split(delimiter),
    "/usr/sbin",
    "/usr/local/sbin",
    "/opt/homebrew/bin",
  ];
  for (const folder of folders) {
    const path = join(folder, program);
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return null;
}

const howToInstall = `Install them with the one of these that your machine knows:
  sudo apt-get install nginx-light redis-server
  sudo dnf install nginx redis
  brew install nginx redis`;

async function install(packages: readonly string[], say: Say): Promise<void> {
  const isDebian = /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(
    await readFile("/etc/os-release", "utf8").catch(() => ""),
  );
  if (!isDebian || process.getuid?.() !== 0) {
    throw new LabError(
      "Without Docker the lab needs nginx and redis-server, and they are not on this machine.",
      howToInstall,
    );
  }
  say(`missing here: installing ${packages.join(" and ")} with apt-get (not as services)`);
  // a package's own service would take port 80 or 6379 and stay: policy-rc.d forbids starting it (Debian policy 9.11)
  const script = `set -e
    if [ ! -e /usr/sbin/policy-rc.d ]; then
      trap 'rm -f /usr/sbin/policy-rc.d' EXIT
      printf '#!/bin/sh\\nexit 101\\n' > /usr/sbin/policy-rc.d
      chmod +x /usr/sbin/policy-rc.d
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ${packages.join(" ")}`;
  const { exitCode, stderr } = await execa("sh", ["-c", script], { reject: false, stdin: "ignore" });
  if (exitCode !== 0) throw new LabError(`apt-get could not install them: ${stderr.trim()}`, howToInstall);
}

function isAtLeast(version: string, least: readonly number[]): boolean {
  const parts = version.split(".").map(Number);
  for (const [i, wanted] of least.entries()) {
    const part = parts[i] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}
