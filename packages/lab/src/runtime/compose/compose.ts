import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { execa } from "execa";
import { LabError } from "../../errors.ts";
import { ROOT } from "../../paths.ts";
import { type Balancing, scenarioOf } from "../../scenarios.ts";
import { waitUntil } from "../../wait-until.ts";
import { generationOf } from "../generation.ts";
import { requireFreePort } from "../port.ts";
import type { Release } from "../release.ts";
import type { Runtime, Say, SlowDisk, UpRequest } from "../runtime.ts";
import { type Deployment, LOG_LINES, type Member, NOTHING_UP, type ReplicaStats } from "../runtime.ts";
import { bringUp } from "./bring-up.ts";
import { docker, LAB_FILES, PLAIN_FILES } from "./docker.ts";
import { listContainers, ofProject, plainProject } from "./labels.ts";
import { statsOf } from "./members.ts";
import { LAB_PROJECT, projectBeside } from "./names.ts";
import { balancingIn, NginxFiles } from "./nginx-files.ts";
import { Project, stateOf } from "./project.ts";
import { holdingsOf, removeOwn } from "./remove.ts";
import { slowDown } from "./slow-disk.ts";

/** Docker Compose: docker-compose.yml as users run it, plus compose.lab.yml. What is up is asked of Docker, never remembered. */
export class ComposeRuntime implements Runtime {
  readonly name = "compose";
  readonly clientAddress = { by: "header", header: "x-lab-client-address" } as const;
  readonly #project: Project;

  constructor(project = new Project(LAB_PROJECT, LAB_FILES)) {
    this.#project = project;
  }

  /** What a plain `docker compose up` of this checkout started: to look at and to break, not to bring up or take down. */
  static async plain(): Promise<ComposeRuntime | null> {
    const name = await plainProject();
    return name === null ? null : new ComposeRuntime(new Project(name, PLAIN_FILES));
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

  async isUp(): Promise<boolean> {
    return (await listContainers(ofProject(this.#project.name), "--all")).length > 0;
  }

  async hasLeftovers(): Promise<boolean> {
    const { containers, networks, volumes } = await holdingsOf(this.#project.name);
    return containers.length + networks.length + volumes.length > 0 || existsSync(this.#project.folder);
  }

  async deployment(): Promise<Deployment | null> {
    const containers = await this.#project.containers();
    const nginx = containers.find(({ role }) => role === "nginx");
    const balancing = nginx?.balancingFile && (await balancingIn(nginx.balancingFile));
    if (!nginx || !balancing) return null;
    const scenario = scenarioOf(stateOf(containers), balancing);
    return { runtime: this.name, scenario, balancing, url: `http://localhost:${nginx.port}` };
  }

  async up(request: UpRequest, say: Say): Promise<Deployment> {
    const { scenario, balancing, port } = request;
    await requireFreePort(port);
    await bringUp(this.#project, request, say);
    return { runtime: this.name, scenario, balancing, url: `http://localhost:${port}` };
  }

  async down(say: Say): Promise<void> {
    say("removing containers, networks and Redis's volume");
    await removeOwn(this.#project.name);
    await rm(this.#project.folder, { recursive: true, force: true });
  }

  async members(): Promise<Member[]> {
    const members = await this.#project.members();
    if (members.length === 0) throw new LabError(...NOTHING_UP);
    return members;
  }

  async stats(replica: string): Promise<ReplicaStats | null> {
    return statsOf(await this.#project.container(replica));
  }

  async scale(replicas: number, say: Say): Promise<void> {
    await this.#scale(`shop-${await this.#project.state()}`, replicas, say);
  }

  async balance(balancing: Balancing): Promise<void> {
    await this.#changeNginx((files) => files.setBalancing(balancing));
  }

  async release(release: Release, say: Say): Promise<void> {
    const containers = await this.#project.containers();
    const service = `next-${stateOf(containers)}`;
    const standing = containers.filter((container) => container.service === service).length;
    const current = containers.filter(({ role }) => role === "replica").length - standing;
    if (release.replicas > standing) await this.#scale(service, release.replicas, say);
    say("telling nginx");
    await this.#changeNginx((files) => files.setRelease(release, current));
    if (release.replicas < standing) await this.#scale(service, release.replicas, say);
  }

  async kill(member: string): Promise<void> {
    await this.#end(member, "kill");
  }

  async stop(member: string): Promise<void> {
    await this.#end(member, "stop");
  }

  // strace comes in a container of its own
  async slowDiskUnavailable(): Promise<null> {
    return null;
  }

  async start(member: string, disk?: SlowDisk): Promise<void> {
    const { id } = await this.#project.container(member);
    await docker(["start", id]);
    if (disk) await slowDown(id, disk);
    await this.#project.untilReady(member);
  }

  async pause(member: string): Promise<void> {
    await docker(["pause", (await this.#project.container(member)).id]);
  }

  async resume(member: string): Promise<void> {
    await docker(["unpause", (await this.#project.container(member)).id]);
  }

  beside(place: number): ComposeRuntime {
    return new ComposeRuntime(new Project(projectBeside(place), LAB_FILES));
  }

  async logs(member: string): Promise<string> {
    const { id } = await this.#project.container(member);
    const { all } = await execa("docker", ["logs", "--tail", `${LOG_LINES}`, id], {
      all: true,
      reject: false,
    });
    return all ?? "";
  }

  async followLogs(members: readonly string[]): Promise<void> {
    const containers = await this.#project.containers();
    const services = containers
      .filter(({ member }) => members.includes(member))
      .map(({ service }) => service);
    const what = ["--profile", "*", "logs", "--tail", "10", "--follow", ...new Set(services)];
    await execa("docker", this.#project.commandLine(what), {
      cwd: ROOT,
      stdout: "inherit",
      stderr: "inherit",
      reject: false,
    });
  }

  async #scale(service: string, replicas: number, say: Say): Promise<void> {
    say(`scaling ${service} to ${replicas}`);
    await this.#project.scale(service, replicas);
  }

  /** Changes files of the running nginx and returns when it has read them. */
  async #changeNginx(change: (files: NginxFiles) => Promise<string>): Promise<void> {
    const { id, port, balancingFile } = await this.#project.container("nginx");
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

  /** `docker kill` or `docker stop`; returns when the container has ended. */
  async #end(member: string, how: "kill" | "stop"): Promise<void> {
    const { id } = await this.#project.container(member);
    await docker([how, id]);
    await docker(["wait", id]);
  }
}
