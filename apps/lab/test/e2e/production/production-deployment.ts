import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import { execa } from "execa";
import { newSecretsFolder } from "../../secrets-folder.ts";

/** The password of every account of the deployed shop. */
export const PASSWORD = "only in this test";

interface Ports {
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly prometheusPort: number;
}

/** Production on this machine, in a Compose project of its own, with secrets of its own. */
export interface ProductionDeployment extends Ports {
  /** Where its secrets are, as scripts/secrets made them; other files may be put there. */
  readonly folder: string;
  /** `docker compose` with docker-compose.yml alone. */
  readonly plain: Compose;
  /** `docker compose` with compose.prod.yml, as it is in the repository. */
  readonly production: Compose;
  /** The same, with accounts of its own in place of the demo's, and on loopback only. */
  readonly own: Compose;
  /** The same again, with compose.observe.yml. */
  readonly observed: Compose;
  /** What `docker inspect` says of a service's containers. */
  inspect(service: string): Promise<Container[]>;
  remove(): Promise<void>;
}

type Compose = (args: string[], env?: Record<string, string>) => Promise<Output>;

interface Output {
  readonly exitCode?: number;
  readonly all: string;
}

/** The parts of a container's description that tests look at. */
interface Container {
  readonly Config: { readonly Env: string[] };
  readonly HostConfig: Record<string, unknown>;
}

export async function newProductionDeployment(): Promise<ProductionDeployment> {
  const { folder, run, remove } = await newSecretsFolder();
  await run();
  const ports = {
    httpPort: await freePort(),
    httpsPort: await freePort(),
    prometheusPort: await freePort(),
  };
  const env = {
    COMPOSE_ENV_FILES: ".env,production.env",
    HTTP_PORT: `${ports.httpPort}`,
    HTTPS_PORT: `${ports.httpsPort}`,
    PROMETHEUS_PORT: `${ports.prometheusPort}`,
    CERTIFICATES: join(folder, "certificates", "tls"),
    SESSION_SECRET_FILE: join(folder, "secrets", "session-secret"),
  };
  const project = `production-${randomBytes(4).toString("hex")}`;
  const compose =
    (...files: string[]): Compose =>
    (args, more = {}) => {
      const settings = ["--profile", "redis"];
      const command = ["compose", "--project-name", project, ...files.flatMap((file) => ["--file", file])];
      const options = { cwd: ROOT, env: { ...env, ...more }, all: true, reject: false } as const;
      return execa("docker", [...command, ...settings, ...args], { ...options, stdin: "ignore" });
    };
  const files = ["docker-compose.yml", "compose.prod.yml"];
  const ownFiles = [...files, await writeOverride(folder, ports)];
  const own = compose(...ownFiles);
  const observed = compose(...ownFiles, "compose.observe.yml");
  return {
    ...ports,
    folder,
    plain: compose("docker-compose.yml"),
    production: compose(...files),
    own,
    observed,
    inspect: async (service) => {
      const ids = (await own(["ps", "--quiet", service])).all.split("\n");
      return JSON.parse((await execa("docker", ["inspect", ...ids])).stdout);
    },
    remove: async () => {
      await observed(["down", "--remove-orphans", "--volumes", "--rmi", "local"]);
      await remove();
    },
  };
}

/** Writes a Compose file with what docs/production.md asks of an app's owner: accounts in place of demo() in main.ts. */
async function writeOverride(folder: string, { httpPort, httpsPort }: Ports): Promise<string> {
  const main = await readFile(join(ROOT, "apps", "shop-redis", "main.ts"), "utf8");
  const changed = main
    .replace(/^import \{ demo \}.+\n/m, "")
    .replace(
      '...demo({ state: "redis" }),',
      `accounts: { verify: async (name, password) => (password === "${PASSWORD}" ? name : null) },`,
    );
  await writeFile(join(folder, "main.ts"), changed);
  const ports = JSON.stringify([`127.0.0.1:${httpPort}:8080`, `127.0.0.1:${httpsPort}:8443`]);
  const override = `services:
  shop-redis: { volumes: ["${folder}/main.ts:/app/apps/shop-redis/main.ts:ro"] }
  nginx-redis: { ports: !override ${ports} }
`;
  const file = join(folder, "own-accounts.yml");
  await writeFile(file, override);
  return file;
}
