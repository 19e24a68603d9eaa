import { rm } from "node:fs/promises";
import { execa } from "execa";
import { LabError } from "../../errors.ts";
import { ROOT } from "../../paths.ts";
import { type Balancing, scenarioOf } from "../../scenarios.ts";
import { namesOnDisk } from "../deployment-folders.ts";
import type { DeploymentName } from "../deployment-name.ts";
import { isOfNextVersion } from "../members.ts";
import { peersOf } from "../peers.ts";
import { requireFreePort } from "../port.ts";
import type { Release } from "../release.ts";
import {
  type Deployment,
  type Member,
  NOTHING_UP,
  type Peers,
  type ReplicaStats,
  type Runtime,
  type Say,
  type SlowDisk,
  type Snapshot,
  stateOf,
  type Up,
  type UpRequest,
} from "../runtime.ts";
import { urlsOf } from "../urls-of.ts";
import { bringUp } from "./bring-up.ts";
import { inspect } from "./containers.ts";
import { docker, PLAIN_FILES, tryDocker } from "./docker.ts";
import { groupIn } from "./group.ts";
import { type Listed, listContainers, ofProject, plainProject } from "./labels.ts";
import { containerLogLines, containerLogs } from "./logs.ts";
import { askReplica } from "./members.ts";
import { deploymentOf, isOwnProject } from "./names.ts";
import type { NginxFiles } from "./nginx-files.ts";
import { Project, snapshotOf } from "./project.ts";
import { reloadNginx } from "./reload-nginx.ts";
import { listHoldings, removeOwn } from "./remove.ts";
import { backendOf, storeIn } from "./services.ts";
import { slowDown } from "./slow-disk.ts";

/** Docker Compose: docker-compose.yml as users run it, plus compose.lab.yml. Asks Docker what is up, and keeps no state of its own. */
export class ComposeRuntime implements Runtime {
  readonly name = "compose";
  readonly clientAddress = { by: "header", header: "x-lab-client-address" } as const;
  readonly peers: Peers;
  readonly #project: Project;

  constructor(project = Project.of(undefined)) {
    this.#project = project;
    this.peers = peersOf(async () => groupIn(await project.containers()));
  }

  /** Why Docker Compose cannot be used, as a clause; null where an engine with Compose v2 answers. */
  static async unavailable(): Promise<string | null> {
    if ((await tryDocker(["compose", "version"])) === null)
      return "Docker Compose v2 is not installed (`docker compose version` fails)";
    const engine = await tryDocker(["info", "--format", "{{.ServerVersion}}"]);
    return engine === null ? "no Docker engine answers (`docker info` fails): is Docker running?" : null;
  }

  /**
   * What the lab has up, and what a plain `docker compose up` of this checkout started, which verbs may look at and break, but
   * not bring up or take down. Nothing where no engine answers.
   */
  static async listUp(): Promise<{ own: Up[]; plain: Up | null }> {
    const listed = await listContainers(ofProject(), "--all");
    const own = new Set(listed.map(({ project }) => project).filter(isOwnProject));
    const plain = await plainProject(listed);
    return {
      own: [...own].map((project) => upOf(Project.of(deploymentOf(project)), listed)),
      plain: plain === null ? null : upOf(new Project(plain, PLAIN_FILES), listed),
    };
  }

  /** Every deployment of which an `up`, even one that failed, left something; none where no engine answers. */
  static async withLeftovers(): Promise<ComposeRuntime[]> {
    const holdings = await listHoldings().catch(() => null);
    if (!holdings) return [];
    const running = holdings.map(({ project }) => project).filter(isOwnProject);
    const names = new Set([...running.map(deploymentOf), ...namesOnDisk("compose")]);
    return [...names].map((name) => new ComposeRuntime(Project.of(name)));
  }

  get deploymentName(): DeploymentName {
    return this.#project.deploymentName;
  }

  async look(): Promise<Snapshot> {
    return snapshotOf(await this.#project.containers());
  }

  async up(request: UpRequest, say: Say): Promise<Deployment> {
    const { scenario, balancing, port } = request;
    await requireFreePort(port, { byDocker: true });
    const ports = await bringUp(this.#project, request, say);
    return { name: this.deploymentName, runtime: this.name, scenario, balancing, ...urlsOf(ports) };
  }

  async down(say: Say): Promise<void> {
    say("removing containers, networks and Redis's volume");
    await removeOwn(this.#project.name, say);
    await rm(this.#project.folder, { recursive: true, force: true });
  }

  async stats(replica: Member): Promise<ReplicaStats | null> {
    const text = await askReplica(replica, "/stats");
    return text === null ? null : (JSON.parse(text) as ReplicaStats);
  }

  async scale({ members }: Snapshot, replicas: number, say: Say): Promise<readonly Member[]> {
    return this.#scale(`shop-${await this.#backend(members)}`, replicas, say);
  }

  async balance(snapshot: Snapshot, balancing: Balancing): Promise<Deployment> {
    const deployment = await this.#changeNginx(snapshot, (files) => files.setBalancing(balancing));
    return { ...deployment, balancing, scenario: scenarioOf(stateOf(snapshot.members), balancing) };
  }

  async setReplicas(nginx: Member, replicas: readonly Member[]): Promise<void> {
    const addresses = replicas.flatMap(({ address }) => address ?? []);
    await reloadNginx(nginx, (files) => files.setReplicas(addresses));
  }

  async release(snapshot: Snapshot, release: Release, say: Say): Promise<void> {
    const service = `next-${await this.#backend(snapshot.members)}`;
    const replicas = snapshot.members.filter(({ role }) => role === "replica");
    const next = replicas.filter(isOfNextVersion).length;
    if (release.replicas > next) await this.#scale(service, release.replicas, say);
    say("reloading nginx");
    await this.#changeNginx(snapshot, (files) => files.setRelease(release, replicas.length - next));
    if (release.replicas < next) await this.#scale(service, release.replicas, say);
  }

  // `docker kill` and `docker stop` return when the container has ended
  async kill({ id }: Member): Promise<void> {
    await docker(["kill", id]);
  }

  async stop({ id }: Member): Promise<void> {
    await docker(["stop", id]);
  }

  async start({ id }: Member, disk?: SlowDisk): Promise<void> {
    await docker(["start", id]);
    if (disk) await slowDown(id, disk);
    // its address may have changed
    await this.#project.untilReady(id);
  }

  async pause({ id }: Member): Promise<void> {
    await docker(["pause", id]);
  }

  async resume({ id }: Member): Promise<void> {
    await docker(["unpause", id]);
  }

  // strace comes in a container of its own
  async slowDiskUnavailable(): Promise<null> {
    return null;
  }

  named(name: DeploymentName): ComposeRuntime {
    return new ComposeRuntime(Project.of(name));
  }

  logs({ id }: Member): Promise<string> {
    return containerLogs(id);
  }

  logLines({ id }: Member, signal: AbortSignal): AsyncIterable<string> {
    return containerLogLines(id, signal);
  }

  async followLogs(members: readonly Member[]): Promise<void> {
    const how = ["logs", "--tail", "10", "--follow"];
    const [only, ...others] = members;
    const isOne = only && others.length === 0;
    const args = isOne ? [...how, only.id] : this.#project.commandLine(["--profile", "*", ...how]);
    await execa("docker", args, { cwd: ROOT, stdout: "inherit", stderr: "inherit", reject: false });
  }

  async #backend(members: readonly Member[]): Promise<string> {
    return backendOf(stateOf(members), storeIn(await this.#project.containers()));
  }

  async #scale(service: string, replicas: number, say: Say): Promise<readonly Member[]> {
    say(`scaling ${service} to ${replicas}`);
    return (await snapshotOf(await this.#project.scale(service, replicas))).members;
  }

  /** Changes files of every nginx; returns the deployment when they have loaded them. */
  async #changeNginx(
    { deployment, members }: Snapshot,
    change: (files: NginxFiles) => Promise<string>,
  ): Promise<Deployment> {
    if (!deployment) throw new LabError(...NOTHING_UP);
    const all = members.filter(({ role }) => role === "nginx");
    await Promise.all(all.map((nginx) => reloadNginx(nginx, change)));
    return deployment;
  }
}

function upOf(project: Project, listed: readonly Listed[]): Up {
  const ids = listed.filter((container) => container.project === project.name).map(({ id }) => id);
  return { runtime: new ComposeRuntime(project), look: async () => snapshotOf(await inspect(ids)) };
}
