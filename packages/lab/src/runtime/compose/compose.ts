import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { LabError } from "../../errors.ts";
import { LAB_DIR, ROOT } from "../../paths.ts";
import { type Balancing, SCENARIOS, type Scenario, scenarioOf } from "../../scenarios.ts";
import { waitUntil } from "../../wait-until.ts";
import { generationOf } from "../generation.ts";
import { requireFreePort } from "../port.ts";
import type { Release } from "../release.ts";
import type { Deployment, Member, ReplicaStats, Runtime, Say, Settings, UpRequest } from "../runtime.ts";
import { LOG_LINES } from "../runtime.ts";
import { type Container, parseContainers } from "./containers.ts";
import { COMPOSE_FILES, docker } from "./docker.ts";
import { balancingIn, NginxFiles } from "./nginx-files.ts";

/** As docker-compose.yml has it. */
const PROJECT = "sticky-or-shared";
const READY_WITHIN = 60;
/** Images that are up to date: sources do not change while this runs. */
const BUILT = new Set<string>();
const ASK_STATS = "fetch('http://127.0.0.1:3000/stats').then(r => r.text()).then(console.log)";

/** Docker Compose: docker-compose.yml as users run it, plus compose.lab.yml. What is up is asked of Docker, never remembered. */
export class ComposeRuntime implements Runtime {
  readonly name = "compose";
  readonly clientAddress = { by: "header", header: "x-lab-client-address" } as const;
  readonly #project: string;
  readonly #files: readonly string[];
  /** Where the files of nginx are that this writes for a deployment it brings up. */
  readonly #folder: string;

  /** `slot`: another one for a second deployment beside the first, as a project with another name. */
  constructor(slot?: string) {
    this.#project = slot ? `${PROJECT}-${slot}` : PROJECT;
    this.#files = [...COMPOSE_FILES.flatMap((file) => ["-f", file]), "--project-name", this.#project];
    this.#folder = join(LAB_DIR, slot ? `compose-${slot}` : "compose");
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
    const nginx = containers.find(({ role }) => role === "nginx");
    const balancing = nginx?.balancingFile && (await balancingIn(nginx.balancingFile));
    if (!nginx || !balancing) return null;
    const scenario = scenarioOf(stateOf(containers), balancing);
    return { runtime: this.name, scenario, balancing, url: `http://localhost:${nginx.port}` };
  }

  async up({ scenario, balancing, replicas, port, settings = {} }: UpRequest, say: Say): Promise<Deployment> {
    await requireFreePort(port);
    const environment = {
      PORT: `${port}`,
      LAB_NGINX: this.#folder,
      ...variables(settings),
    };
    const { state } = SCENARIOS[scenario];
    await new NginxFiles(this.#folder).begin(balancing);
    await this.#build(state, settings, environment, say);
    const up = ["--profile", scenario, "up", "--detach", "--no-build"];
    say(`starting ${replicas} replicas (state: ${state})`);
    await this.#compose([...up, "--scale", `shop-${state}=${replicas}`, `shop-${state}`], environment);
    await this.#untilReady();
    // not before they are: nginx would hold it against those that refused its first request
    say(`starting nginx (balancing: ${balancing})`);
    await this.#compose([...up, "--no-deps", `nginx-${scenario}`], environment);
    await this.#untilReady();
    return { runtime: this.name, scenario, balancing, url: `http://localhost:${port}` };
  }

  async down(say: Say): Promise<void> {
    say("removing containers, networks and Redis's volume");
    await this.#compose(["--profile", "*", "down", "--volumes", "--remove-orphans"]);
    await rm(this.#folder, { recursive: true, force: true });
  }

  async members(): Promise<Member[]> {
    const containers = await this.#containers();
    if (containers.length === 0)
      throw new LabError("Nothing is up.", "Bring a scenario up first: scripts/lab up bug");
    const members = await Promise.all(containers.map(asMember));
    const order = (member: Member) =>
      ["shop", "next", "nginx", "redis"].indexOf(member.name.split("-")[0] as string);
    return members.sort(
      (a, b) => order(a) - order(b) || a.name.localeCompare(b.name, "en", { numeric: true }),
    );
  }

  async stats(replica: string): Promise<ReplicaStats | null> {
    const { id } = await this.#container(replica);
    const { stdout, exitCode } = await execa("docker", ["exec", id, "node", "-e", ASK_STATS], {
      reject: false,
    });
    return exitCode === 0 && typeof stdout === "string" ? (JSON.parse(stdout) as ReplicaStats) : null;
  }

  async scale(replicas: number, say: Say): Promise<void> {
    await this.#scale(`shop-${stateOf(await this.#containers())}`, replicas, say);
  }

  async balance(balancing: Balancing): Promise<void> {
    await this.#changeNginx((files) => files.setBalancing(balancing));
  }

  async release(release: Release, say: Say): Promise<void> {
    const containers = await this.#containers();
    const service = `next-${stateOf(containers)}`;
    const standing = containers.filter((container) => container.service === service).length;
    const current = containers.filter(({ role }) => role === "replica").length - standing;
    if (release.replicas > standing) await this.#scale(service, release.replicas, say);
    say("telling nginx");
    await this.#changeNginx((files) => files.setRelease(release, current));
    if (release.replicas < standing) await this.#scale(service, release.replicas, say);
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
    await this.#untilReady(member);
  }

  async pause(member: string): Promise<void> {
    await docker(["pause", (await this.#container(member)).id]);
  }

  async resume(member: string): Promise<void> {
    await docker(["unpause", (await this.#container(member)).id]);
  }

  beside(place: number): ComposeRuntime {
    return new ComposeRuntime(`beside-${place}`);
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
    state: Scenario["state"],
    { cart }: Settings,
    environment: Record<string, string>,
    say: Say,
  ): Promise<void> {
    const image = `shop-${state} ${cart ?? ""}`;
    if (BUILT.has(image)) return;
    say("building the image (some minutes the first time)");
    await this.#compose(["--profile", "*", "build", `shop-${state}`], environment);
    BUILT.add(image);
  }

  /** Scales one service; the others stay as they are. */
  async #scale(service: string, replicas: number, say: Say): Promise<void> {
    say(`scaling ${service} to ${replicas}`);
    const how = ["--detach", "--no-recreate", "--no-build", "--no-deps"];
    await this.#compose(["--profile", "*", "up", ...how, "--scale", `${service}=${replicas}`, service]);
    await this.#untilReady();
  }

  /** Changes files of the running nginx and returns when it has read them. */
  async #changeNginx(change: (files: NginxFiles) => Promise<string>): Promise<void> {
    const { id, port, balancingFile } = await this.#container("nginx");
    if ((await generationOf(Number(port))) === null)
      throw new LabError(
        "This nginx was not started by the lab, so the lab does not change its files.",
        "Bring the scenario up with scripts/lab up.",
      );
    const generation = await change(new NginxFiles(dirname(balancingFile as string)));
    await docker(["kill", "--signal", "HUP", id]);
    const hasRead = async () => (await generationOf(Number(port))) === generation;
    await waitUntil("nginx to read its changed files", hasRead, {
      seconds: 10,
      hint: "scripts/lab logs nginx",
    });
  }

  /** Waits for one member, or for all that run. */
  async #untilReady(wanted?: string): Promise<void> {
    const ready = async () =>
      (await this.members())
        .filter(({ name, state }) => (wanted ? name === wanted : state !== "stopped"))
        .every(({ state }) => state === "ready");
    const hint = `scripts/lab logs${wanted ? ` ${wanted}` : ""}`;
    await waitUntil(`${wanted ?? "all"} to be ready`, ready, { seconds: READY_WITHIN, hint });
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
    // what `docker compose ps` does, in a fifth of its time
    const project = `label=com.docker.compose.project=${this.#project}`;
    const ids = (await docker(["ps", "--all", "--quiet", "--filter", project])).split("\n").filter(Boolean);
    return ids.length === 0 ? [] : parseContainers(await docker(["inspect", ...ids]));
  }

  async #compose(args: string[], environment: Record<string, string> = {}): Promise<string> {
    return docker(["compose", ...this.#files, ...args], environment);
  }
}

/** Settings in the words of docker-compose.yml and compose.lab.yml. */
function variables({ sessionIdle, persistence = "always", cart }: Settings): Record<string, string> {
  return {
    ...(sessionIdle && { SESSION_IDLE: `${sessionIdle}` }),
    ...(persistence === "off" ? { LAB_APPENDONLY: "no" } : { LAB_APPENDFSYNC: persistence }),
    ...(cart && { LAB_APP: `shop-cart-${cart}` }),
  };
}

const stateOf = (containers: readonly Container[]): Scenario["state"] =>
  containers.some(({ service }) => service === "shop-redis") ? "redis" : "memory";

/** Docker runs health checks in their turn; who waits for a member asks now. */
async function asMember({ id, member, role, state, address, check }: Container): Promise<Member> {
  const asked = state === "starting" && check.length > 0;
  const healthy = asked && (await execa("docker", ["exec", id, ...check], { reject: false })).exitCode === 0;
  return { name: member, role, state: healthy ? "ready" : state, address };
}
