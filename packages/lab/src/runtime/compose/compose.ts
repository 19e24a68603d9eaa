import { join } from "node:path";
import { execa } from "execa";
import { LabError } from "../../errors.ts";
import { ROOT } from "../../paths.ts";
import { type Balancing, SCENARIO_NAMES, SCENARIOS, type ScenarioName } from "../../scenarios.ts";
import { waitUntil } from "../../wait-until.ts";
import { requireFreePort } from "../port.ts";
import type { Deployment, Member, ReplicaStats, Runtime, Say, Settings, UpRequest } from "../runtime.ts";
import { LOG_LINES } from "../runtime.ts";
import { type Container, parseContainers } from "./containers.ts";

const FILES = ["docker-compose.yml", join("packages", "lab", "src", "runtime", "compose", "compose.lab.yml")];
const READY_WITHIN = 60;
const ASK_STATS = "fetch('http://127.0.0.1:3000/stats').then(r => r.text()).then(console.log)";

/** Docker Compose: docker-compose.yml as users run it, plus compose.lab.yml. What is up is asked of Docker, never remembered. */
export class ComposeRuntime implements Runtime {
  readonly name = "compose";
  readonly clientAddress = { by: "header", header: "x-lab-client-address" } as const;
  readonly #files: readonly string[];
  /** Images that are up to date: sources do not change while this runs. */
  readonly #built = new Set<string>();

  /** `project`: another one than docker-compose.yml names, for a second deployment beside the first. */
  constructor(project?: string) {
    this.#files = [...FILES.flatMap((file) => ["-f", file]), ...(project ? ["--project-name", project] : [])];
  }

  /** Whether a Docker engine with Compose v2 answers; the reason if not. */
  static async unavailable(): Promise<string | null> {
    const compose = await execa("docker", ["compose", "version"], { reject: false, timeout: 10_000 });
    if (compose.exitCode !== 0) return "Docker Compose v2 is not installed (`docker compose version` fails)";
    const engine = await execa("docker", ["info", "--format", "{{.ServerVersion}}"], {
      reject: false,
      timeout: 10_000,
    });
    return engine.exitCode === 0
      ? null
      : "no Docker engine answers (`docker info` fails): is Docker running?";
  }

  async deployment(): Promise<Deployment | null> {
    const containers = await this.#containers();
    const nginx = containers.find(({ service }) => service.startsWith("nginx-"));
    const scenario = SCENARIO_NAMES.find((name) => nginx?.service === `nginx-${name}`);
    if (!nginx || !scenario) return null;
    const balancing = nginx.balancing as Balancing;
    return { runtime: this.name, scenario, balancing, url: `http://localhost:${nginx.port}` };
  }

  async up({ scenario, balancing, replicas, port, settings = {} }: UpRequest, say: Say): Promise<Deployment> {
    await requireFreePort(port);
    const environment = {
      PORT: `${port}`,
      ...(!SCENARIOS[scenario].fixed && { BALANCING: balancing }),
      ...variables(settings),
    };
    await this.#build(scenario, settings, environment, say);
    say(
      `starting ${replicas} replicas (state: ${SCENARIOS[scenario].state}) and nginx (balancing: ${balancing})`,
    );
    await this.#compose(
      [
        "--profile",
        scenario,
        "up",
        "--detach",
        "--no-build",
        "--wait",
        "--wait-timeout",
        `${2 * READY_WITHIN}`,
        "--scale",
        `${app(scenario)}=${replicas}`,
      ],
      environment,
    );
    return { runtime: this.name, scenario, balancing, url: `http://localhost:${port}` };
  }

  async down(say: Say): Promise<void> {
    say("removing containers, networks and Redis's volume");
    await this.#compose(["--profile", "*", "down", "--volumes", "--remove-orphans"]);
  }

  async members(): Promise<Member[]> {
    const containers = await this.#containers();
    if (containers.length === 0)
      throw new LabError("Nothing is up.", "Bring a scenario up first: scripts/lab up bug");
    const members = containers.map(
      ({ member, role, state, address }): Member => ({ name: member, role, state, address }),
    );
    const rank = (member: Member) => ["replica", "nginx", "redis"].indexOf(member.role);
    return members.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, "en", { numeric: true }));
  }

  async stats(replica: string): Promise<ReplicaStats | null> {
    const { id } = await this.#container(replica);
    const { stdout, exitCode } = await execa("docker", ["exec", id, "node", "-e", ASK_STATS], {
      reject: false,
    });
    return exitCode === 0 && typeof stdout === "string" ? (JSON.parse(stdout) as ReplicaStats) : null;
  }

  async scale(replicas: number, say: Say): Promise<void> {
    const { scenario } = (await this.deployment()) as Deployment;
    say(`scaling ${app(scenario)} to ${replicas}`);
    await this.#compose([
      "--profile",
      scenario,
      "up",
      "--detach",
      "--no-recreate",
      "--no-build",
      "--wait",
      "--wait-timeout",
      `${READY_WITHIN}`,
      "--scale",
      `${app(scenario)}=${replicas}`,
      app(scenario),
    ]);
  }

  async kill(member: string): Promise<void> {
    await this.#end(member, ["kill"]);
  }

  async stop(member: string): Promise<void> {
    await this.#end(member, ["stop"]);
  }

  async start(member: string): Promise<void> {
    const { id } = await this.#container(member);
    await docker(["start", id]);
    const ready = async () => (await this.#container(member)).state === "ready";
    await waitUntil(`${member} to be ready`, ready, {
      seconds: READY_WITHIN,
      hint: `scripts/lab logs ${member}`,
    });
  }

  async pauseRedis(milliseconds: number): Promise<void> {
    const { id } = await this.#container("redis");
    await docker(["exec", id, "redis-cli", "CLIENT", "PAUSE", `${milliseconds}`, "ALL"]);
  }

  beside(place: number): ComposeRuntime {
    return new ComposeRuntime(`sticky-or-shared-beside-${place}`);
  }

  async logs(member: string): Promise<string> {
    const { id } = await this.#container(member);
    const { all } = await execa("docker", ["logs", "--tail", `${LOG_LINES}`, id], {
      all: true,
      reject: false,
    });
    return all ?? "";
  }

  async followLogs(members: readonly string[]): Promise<void> {
    const services = new Set(
      (await this.#containers())
        .filter(({ member }) => members.includes(member))
        .map(({ service }) => service),
    );
    const args = [
      "compose",
      ...this.#files,
      "--profile",
      "*",
      "logs",
      "--tail",
      "10",
      "--follow",
      ...services,
    ];
    await execa("docker", args, { cwd: ROOT, stdout: "inherit", stderr: "inherit", reject: false });
  }

  async #build(
    scenario: ScenarioName,
    { cart }: Settings,
    environment: Record<string, string>,
    say: Say,
  ): Promise<void> {
    const image = `${app(scenario)} ${cart ?? ""}`;
    if (this.#built.has(image)) return;
    say("building the image (some minutes the first time)");
    await this.#compose(["--profile", scenario, "build"], environment);
    this.#built.add(image);
  }

  async #end(member: string, how: string[]): Promise<void> {
    const { id } = await this.#container(member);
    await docker([...how, id]);
    const gone = async () => (await this.#container(member)).state === "stopped";
    await waitUntil(`${member} to end`, gone, { seconds: 30 });
  }

  async #container(member: string): Promise<Container> {
    const container = (await this.#containers()).find((candidate) => candidate.member === member);
    if (!container) throw new LabError(`There is no ${member}.`, "scripts/lab status lists what there is.");
    return container;
  }

  async #containers(): Promise<Container[]> {
    const ids = (await this.#compose(["--profile", "*", "ps", "--all", "--quiet"]))
      .split("\n")
      .filter(Boolean);
    return ids.length === 0 ? [] : parseContainers(await docker(["inspect", ...ids]));
  }

  async #compose(args: string[], environment: Record<string, string> = {}): Promise<string> {
    return docker(["compose", ...this.#files, ...args], environment);
  }
}

/** Settings in the words of docker-compose.yml and compose.lab.yml. */
function variables({ sessionIdle, persistence = "everysec", cart }: Settings): Record<string, string> {
  return {
    ...(sessionIdle && { SESSION_IDLE: `${sessionIdle}` }),
    ...(persistence === "off" ? { APPENDONLY: "no" } : { APPENDFSYNC: persistence }),
    ...(cart && { LAB_APP: `shop-cart-${cart}` }),
  };
}

const app = (scenario: ScenarioName) => `shop-${SCENARIOS[scenario].state}`;

async function docker(args: string[], env: Record<string, string> = {}): Promise<string> {
  const { exitCode, stdout, stderr } = await execa("docker", args, {
    cwd: ROOT,
    env,
    reject: false,
    stdin: "ignore",
  });
  if (exitCode === 0) return stdout;
  const reason = stderr.trim().split("\n").slice(-15).join("\n");
  throw new LabError(
    `\`docker ${args.filter((arg) => arg !== "-f" && !FILES.includes(arg)).join(" ")}\` failed:\n${reason}`,
  );
}
