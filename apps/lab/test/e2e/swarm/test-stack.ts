import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";
import { build } from "@shop/lab/runtime/compose/bring-up.ts";
import { docker } from "@shop/lab/runtime/compose/docker.ts";
import { LAB_PROJECT } from "@shop/lab/runtime/compose/names.ts";
import { Project } from "@shop/lab/runtime/compose/project.ts";
import { ensureSwarm, leaveOwnSwarm } from "@shop/lab/runtime/swarm/engine.ts";
import { readStack, STACK_FILE, type Stack, type StackService } from "@shop/lab/runtime/swarm/stack-file.ts";
import { waitUntil } from "@shop/lab/wait-until.ts";
import { execa } from "execa";

const SECRETS = ["session-secret", "redis-password"];

/** docker-stack.yml on this machine's swarm of one node, with the demo's accounts, without TLS, and with hastier health checks. */
export class TestStack {
  readonly #name = `test-${randomBytes(4).toString("hex")}`;
  #folder = "";

  async prepare(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), "stack-"));
    const node = await ensureSwarm(() => {});
    await docker(["node", "update", "--label-add", "redis=true", node]);
    for (const secret of SECRETS) {
      const file = join(this.#folder, secret);
      await writeFile(file, randomBytes(24).toString("hex"));
      await docker(["secret", "create", this.#secret(secret), file]);
    }
    await build(Project.of(undefined), "redis", {}, {}, () => {});
    await writeFile(this.#file, JSON.stringify(await this.#stack()));
  }

  /** An image of the shop, which differs from the lab's by these lines of a Dockerfile. */
  async image(tag: string, ...lines: string[]): Promise<string> {
    const image = `${this.#name}:${tag}`;
    const input = [`FROM ${LAB_PROJECT}-shop-redis`, ...lines].join("\n");
    await execa("docker", ["build", "--quiet", "--tag", image, "-"], { input });
    return image;
  }

  /** Runs deploy/stack as an operator would. */
  async deploy(image: string): Promise<{ exitCode?: number; all: string }> {
    const args = [this.#name, "--compose-file", this.#file, "--resolve-image", "never"];
    const env = {
      SHOP_IMAGE: image,
      SESSION_SECRET_NAME: this.#secret("session-secret"),
      REDIS_PASSWORD_NAME: this.#secret("redis-password"),
    };
    return execa(join(ROOT, "deploy", "stack"), args, { env, all: true, reject: false });
  }

  /** Where each nginx is: on one machine they cannot have the same port. */
  async urls(): Promise<string[]> {
    const ids = (await docker(["ps", "--quiet", "--filter", this.#taskOf("nginx")])).split("\n");
    const ports = await Promise.all(ids.map((id) => docker(["port", id, "8080/tcp"])));
    return ports.map((port) => `http://localhost:${port.split("\n")[0]?.split(":").at(-1)}`);
  }

  /** The images of the replicas that run, by name. */
  async running(): Promise<string[]> {
    const rows = await docker(["ps", "--format", "{{.Image}}", "--filter", this.#taskOf("shop")]);
    return rows.split("\n");
  }

  async remove(): Promise<void> {
    await docker(["stack", "rm", this.#name]);
    const filter = `label=com.docker.stack.namespace=${this.#name}`;
    const areGone = async () => (await docker(["ps", "--all", "--quiet", "--filter", filter])) === "";
    await waitUntil("the stack to be gone", areGone, { seconds: 60 });
    await docker(["volume", "rm", "--force", `${this.#name}_redis`]);
    await docker(["secret", "rm", ...SECRETS.map((secret) => this.#secret(secret))]);
    await leaveOwnSwarm(() => {});
    // by name: the lab's image may be the same one
    const names = await docker(["images", "--format", "{{.Repository}}:{{.Tag}}", this.#name]);
    if (names !== "") await docker(["rmi", ...names.split("\n")]);
    await rm(this.#folder, { recursive: true });
  }

  get #file(): string {
    return join(this.#folder, "stack.json");
  }

  #secret = (name: string) => `${this.#name}-${name}`;

  #taskOf = (service: string) => `label=com.docker.swarm.service.name=${this.#name}_${service}`;

  /** Paths in it are the repository's, though it lies elsewhere. */
  async #stack(): Promise<Stack> {
    const base = (await readStack(STACK_FILE)) as Stack;
    const { nginx, shop } = base.services as { nginx: StackService; shop: StackService };
    const { env_file: _, environment, ...shopWithoutFile } = shop;
    const { certificate: _c, "certificate-key": _k, ...secrets } = base.secrets;
    const hasty = { interval: "1s", start_period: "15s" };
    return {
      ...base,
      services: {
        ...base.services,
        shop: {
          ...shopWithoutFile,
          environment: { ...(environment as object), NODE_ENV: "development", SECURE_COOKIES: "false" },
          healthcheck: { ...(shop.healthcheck as object), ...hasty },
          deploy: withMonitor(shop, "3s"),
        },
        nginx: {
          ...nginx,
          secrets: [],
          ports: [{ target: 8080, mode: "host" }],
          healthcheck: { ...(nginx.healthcheck as object), ...hasty },
          deploy: { ...withMonitor(nginx, "3s"), placement: {} },
        },
      },
      configs: Object.fromEntries(
        Object.entries({
          ...base.configs,
          // simulated customers have addresses of their own
          listen: { file: "packages/lab/src/runtime/compose/listen.lab.conf" },
          affinity: { file: "nginx/affinity.conf" },
        }).map(([key, { file = "" }]) => [key, { file: join(ROOT, file) }]),
      ),
      secrets,
    };
  }
}

function withMonitor({ deploy }: StackService, monitor: string) {
  const { update_config, ...more } = deploy as { update_config: object };
  return { ...more, update_config: { ...update_config, monitor } };
}
