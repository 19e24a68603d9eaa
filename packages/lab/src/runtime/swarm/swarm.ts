import { rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { LabError } from "../../errors.ts";
import { labCommand } from "../../lab-command.ts";
import { type Balancing, scenarioOf } from "../../scenarios.ts";
import { ComposeRuntime } from "../compose/compose.ts";
import { docker } from "../compose/docker.ts";
import { containerLogLines, containerLogs } from "../compose/logs.ts";
import { askReplica } from "../compose/members.ts";
import { balancingIn, type NginxFiles } from "../compose/nginx-files.ts";
import { slowDown } from "../compose/slow-disk.ts";
import { folderOf, namesOnDisk } from "../deployment-folders.ts";
import type { DeploymentName } from "../deployment-name.ts";
import { requireFreePort } from "../port.ts";
import type { Release } from "../release.ts";
import {
  type Deployment,
  isRunning,
  type Member,
  NOTHING_UP,
  type ReplicaStats,
  type Runtime,
  type Say,
  type SlowDisk,
  type Snapshot,
  type Up,
  type UpRequest,
} from "../runtime.ts";
import { apply, bringUp } from "./bring-up.ts";
import { leaveOwnSwarm, managesSwarm, swarmUnavailable } from "./engine.ts";
import { namesWithLeftovers } from "./leftovers.ts";
import { readPlan, type SwarmPlan } from "./plan.ts";
import { changeNginx } from "./running-nginx.ts";
import { Stack } from "./stack.ts";
import { updateService } from "./update-service.ts";

/** Docker Swarm: docker-stack.yml with what the lab changes, all of it on this machine. */
export class SwarmRuntime implements Runtime {
  readonly name = "swarm";
  readonly deploymentName: DeploymentName;
  readonly clientAddress = { by: "header", header: "x-lab-client-address" } as const;
  readonly peers = "on Swarm the lab runs one Redis";
  readonly #folder: string;
  readonly #stack: Stack;

  constructor(name?: DeploymentName) {
    this.deploymentName = name;
    this.#folder = folderOf("swarm", name);
    this.#stack = new Stack(name);
  }

  /** Why Docker Swarm cannot be used, as a clause; null where it can. Images are built with Compose. */
  static async unavailable(): Promise<string | null> {
    return (await ComposeRuntime.unavailable()) ?? (await swarmUnavailable());
  }

  /** What the lab has up. Without a folder of it no docker command runs. */
  static async listUp(): Promise<Up[]> {
    const runtimes = namesOnDisk("swarm").map((name) => new SwarmRuntime(name));
    const up = await Promise.all(runtimes.map(async (runtime) => (await readPlan(runtime.#folder)) !== null));
    return runtimes
      .filter((_runtime, i) => up[i])
      .map((runtime) => ({ runtime, look: () => runtime.look() }));
  }

  /** Every deployment of which an `up`, even one that failed, left something; none where no engine answers. */
  static async withLeftovers(): Promise<SwarmRuntime[]> {
    return (await namesWithLeftovers()).map((name) => new SwarmRuntime(name));
  }

  async look(): Promise<Snapshot> {
    const plan = await readPlan(this.#folder);
    if (!plan || !(await managesSwarm())) return { deployment: null, members: [] };
    const members = await this.#stack.members();
    const hasNginx = members.some(({ role }) => role === "nginx");
    return { deployment: hasNginx ? await this.#describe(plan) : null, members };
  }

  async up(request: UpRequest, say: Say): Promise<Deployment> {
    await requireFreePort(request.port, { byDocker: true });
    return this.#describe(await bringUp(this.#stack, this.#folder, request, say));
  }

  async down(say: Say): Promise<void> {
    say("removing services, networks and Redis's volume");
    // the swarm may have been left since
    if (await managesSwarm()) {
      await this.#stack.remove();
      await leaveOwnSwarm(say);
    }
    await this.#stack.removeVolume();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async stats({ name }: Member): Promise<ReplicaStats | null> {
    const replica = await this.#stack.reach(name);
    const text = replica && (await askReplica(replica, "/stats"));
    return text === null ? null : (JSON.parse(text) as ReplicaStats);
  }

  async scale({ members }: Snapshot, replicas: number, say: Say): Promise<readonly Member[]> {
    say(`scaling to ${replicas} replicas`);
    const plan = { ...(await this.#plan()), replicas };
    const ended = members.filter((member) => member.role === "replica" && !isRunning(member));
    await apply(this.#stack, plan);
    const kept = new Set((await this.#stack.services()).map(({ name }) => name));
    await Promise.all(ended.filter(({ name }) => kept.has(name)).map((member) => this.start(member)));
    return (await this.look()).members;
  }

  async balance({ deployment }: Snapshot, balancing: Balancing): Promise<Deployment> {
    if (!deployment) throw new LabError(...NOTHING_UP);
    await this.#changeNginx((files) => files.setBalancing(balancing));
    const { state } = await this.#plan();
    return { ...deployment, balancing, scenario: scenarioOf(state, balancing) };
  }

  async release(_: Snapshot, release: Release, say: Say): Promise<void> {
    const plan = await this.#plan();
    const released = { ...plan, next: release.replicas };
    if (release.replicas > plan.next) {
      say(`starting ${release.replicas} replicas of the next version`);
      await apply(this.#stack, released);
    }
    say("reloading nginx");
    await this.#changeNginx((files) => files.setRelease(release, plan.replicas));
    if (release.replicas < plan.next) await apply(this.#stack, released);
  }

  // `docker kill` returns when the container has ended
  async kill({ name }: Member): Promise<void> {
    await docker(["kill", await this.#container(name)]);
  }

  /** Swarm takes the replica out of the DNS and ends it two seconds later. */
  async stop({ name }: Member): Promise<void> {
    await updateService(this.#stack.serviceOf(name), "--replicas", "0");
    await this.#stack.untilEnded(name);
  }

  async start(member: Member, disk?: SlowDisk): Promise<void> {
    const { name } = member;
    const running = await this.#stack.containerOf(name);
    if (running === null) await updateService(this.#stack.serviceOf(name), "--force", "--replicas", "1");
    const container = running ?? (await this.#stack.untilRunning(name));
    if (disk) await slowDown(container, disk);
    await this.#stack.untilReady(container);
  }

  async pause({ name }: Member): Promise<void> {
    await docker(["pause", await this.#container(name)]);
  }

  async resume({ name }: Member): Promise<void> {
    await docker(["unpause", await this.#container(name)]);
  }

  // strace comes in a container of its own
  async slowDiskUnavailable(): Promise<null> {
    return null;
  }

  named(name: DeploymentName): SwarmRuntime {
    return new SwarmRuntime(name);
  }

  async logs({ name }: Member): Promise<string> {
    const container = await this.#stack.containerOf(name, "--all");
    return container === null ? "" : containerLogs(container);
  }

  async *logLines({ name }: Member, signal: AbortSignal): AsyncIterable<string> {
    const container = await this.#stack.containerOf(name, "--all");
    if (container) yield* containerLogLines(container, signal);
  }

  async followLogs(members: readonly Member[]): Promise<void> {
    const follow = ({ id }: Member) =>
      execa("docker", ["service", "logs", "--tail", "10", "--follow", id], {
        stdout: "inherit",
        stderr: "inherit",
        reject: false,
      });
    await Promise.all(members.map(follow));
  }

  async #plan(): Promise<SwarmPlan> {
    const plan = await readPlan(this.#folder);
    if (!plan) throw new LabError(...NOTHING_UP);
    return plan;
  }

  async #describe({ state, port }: SwarmPlan): Promise<Deployment> {
    const balancing = (await balancingIn(join(this.#folder, "balancing.conf"))) ?? "round-robin";
    const url = `http://localhost:${port}`;
    const scenario = scenarioOf(state, balancing);
    return { name: this.deploymentName, runtime: this.name, scenario, balancing, url };
  }

  async #container(name: string): Promise<string> {
    const container = await this.#stack.containerOf(name);
    if (container === null)
      throw new LabError(`${name} does not run.`, labCommand("status", this.deploymentName));
    return container;
  }

  /** Returns when nginx has loaded the files that were changed. */
  async #changeNginx(change: (files: NginxFiles) => Promise<string>): Promise<void> {
    const { port } = await this.#plan();
    const container = await this.#container("nginx");
    const hint = labCommand("logs nginx", this.deploymentName);
    await changeNginx({ container, folder: this.#folder, port, hint }, change);
  }
}
