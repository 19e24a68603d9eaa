import { rm } from "node:fs/promises";
import { execa } from "execa";
import { LabError } from "../../errors.ts";
import { type Balancing, SCENARIOS, scenarioOf } from "../../scenarios.ts";
import { ask } from "../ask.ts";
import { folderOf, namesOnDisk } from "../deployment-folders.ts";
import type { DeploymentName } from "../deployment-name.ts";
import { linesOf } from "../lines-of.ts";
import { peersOf } from "../peers.ts";
import { requireFreePort } from "../port.ts";
import type { Release } from "../release.ts";
import {
  type Deployment,
  LOG_LINES,
  type Member,
  NOTHING_UP,
  type Peers,
  type ReplicaStats,
  type Runtime,
  type Say,
  type SlowDisk,
  type Snapshot,
  type Up,
  type UpRequest,
} from "../runtime.ts";
import { serverStages } from "../server-names.ts";
import { urlsOf } from "../urls-of.ts";
import { Members } from "./members.ts";
import { allReplicas, type NativePlan, newPlan, readPlan, resized, withList, writePlan } from "./plan.ts";
import { straceUnavailable } from "./slow-disk.ts";
import { nativeGroup } from "./store/native-group.ts";
import { findTools, hasSticky } from "./tools.ts";
import { unprivilegedUser } from "./unprivileged.ts";

/** Bare processes with the machine's nginx and Redis, on loopback. Each deployment has a folder in .lab/. */
export class NativeRuntime implements Runtime {
  readonly name = "native";
  readonly deploymentName: DeploymentName;
  readonly clientAddress = { by: "source" } as const;
  readonly peers: Peers;
  readonly #folder: string;
  readonly #members: Members;

  constructor(name?: DeploymentName) {
    this.deploymentName = name;
    this.#folder = folderOf("native", name);
    this.#members = new Members(this.#folder);
    this.peers = peersOf(async () => nativeGroup(await this.#plan(), this.#folder));
  }

  /** Every deployment of which an `up`, even one that failed, left something. */
  static withLeftovers(): NativeRuntime[] {
    return namesOnDisk("native").map((name) => new NativeRuntime(name));
  }

  /** What the lab has up. */
  static async listUp(): Promise<Up[]> {
    const isUp = async (runtime: NativeRuntime) => (await readPlan(runtime.#folder)) !== null;
    const runtimes = NativeRuntime.withLeftovers();
    const up = await Promise.all(runtimes.map(isUp));
    return runtimes
      .filter((_runtime, i) => up[i])
      .map((runtime) => ({ runtime, look: () => runtime.look() }));
  }

  async look(): Promise<Snapshot> {
    const plan = await readPlan(this.#folder);
    if (!plan) return { deployment: null, members: [] };
    return { deployment: this.#describe(plan), members: await this.#members.look(plan) };
  }

  async up(request: UpRequest, say: Say): Promise<Deployment> {
    const tools = await findTools(say);
    await requireFreePort(request.port);
    const plan = await newPlan(request, { tools, user: await unprivilegedUser() });
    await writePlan(this.#folder, plan);
    if (plan.balancing === "cookie" && !hasSticky(tools.nginx)) {
      say(
        `nginx ${tools.nginx.version} has no "sticky cookie" (1.29.6 or newer has): the same is done with maps and backup servers`,
      );
    }
    if (plan.servers.length > 0) await this.#startStore(plan, say);
    say(`starting ${namesOf(plan.replicas)} (state: ${SCENARIOS[plan.scenario].state})`);
    await Promise.all(plan.replicas.map(({ name }) => this.#members.start(name, plan)));
    say(`starting ${namesOf(plan.balancers)} (balancing: ${plan.balancing})`);
    await Promise.all(plan.balancers.map(({ name }) => this.#members.start(name, plan)));
    return this.#describe(plan);
  }

  async down(say: Say): Promise<void> {
    // not the names in the plan: an interrupted call may have left more
    const names = await this.#members.processes.names();
    say(`stopping ${names.toSorted().join(", ")}`);
    const last = names.filter((name) => name.startsWith("redis"));
    const first = names.filter((name) => !name.startsWith("redis"));
    await Promise.all(first.map((name) => this.#members.processes.terminate(name)));
    await Promise.all(last.map((name) => this.#members.processes.terminate(name)));
    await rm(this.#folder, { recursive: true, force: true });
  }

  async stats({ address }: Member): Promise<ReplicaStats | null> {
    const text = await ask(`http://${address}/stats`);
    return text === null ? null : (JSON.parse(text) as ReplicaStats);
  }

  async scale(_: Snapshot, count: number, say: Say): Promise<readonly Member[]> {
    const plan = await this.#plan();
    const replicas = await resized("shop", plan.replicas, count);
    return this.#members.look(await this.#change(plan, { ...plan, replicas }, say));
  }

  async balance(_: Snapshot, balancing: Balancing): Promise<Deployment> {
    const before = await this.#plan();
    const scenario = scenarioOf(SCENARIOS[before.scenario].state, balancing);
    const plan = { ...before, balancing, scenario, generation: before.generation + 1 };
    await writePlan(this.#folder, plan);
    await this.#members.reloadNginx(plan);
    return this.#describe(plan);
  }

  async setReplicas({ name }: Member, replicas: readonly Member[]): Promise<void> {
    const plan = withList(await this.#plan(), name, replicas);
    await writePlan(this.#folder, plan);
    await this.#members.reloadNginx(plan);
  }

  async release(_: Snapshot, { replicas, share }: Release, say: Say): Promise<void> {
    const plan = await this.#plan();
    const next = await resized("next", plan.next, replicas);
    await this.#change(plan, { ...plan, next, share }, say);
  }

  async kill({ name }: Member): Promise<void> {
    await this.#members.processes.end(name, "SIGKILL", { group: true });
  }

  async stop({ name }: Member): Promise<void> {
    await this.#members.processes.end(name, "SIGTERM");
  }

  async start({ name }: Member, disk?: SlowDisk): Promise<void> {
    await this.#members.start(name, await this.#plan(), disk);
  }

  async pause({ name }: Member): Promise<void> {
    await this.#members.processes.signal(name, "SIGSTOP");
  }

  async resume({ name }: Member): Promise<void> {
    await this.#members.processes.signal(name, "SIGCONT");
  }

  slowDiskUnavailable(): Promise<string | null> {
    return straceUnavailable();
  }

  named(name: DeploymentName): NativeRuntime {
    return new NativeRuntime(name);
  }

  async logs({ name }: Member): Promise<string> {
    const args = ["-n", `${LOG_LINES}`, this.#members.processes.logFile(name)];
    return (await execa("tail", args, { reject: false })).stdout ?? "";
  }

  logLines({ name }: Member, signal: AbortSignal): AsyncIterable<string> {
    return linesOf("tail", ["-n", "0", "-F", this.#members.processes.logFile(name)], signal);
  }

  async followLogs(members: readonly Member[]): Promise<void> {
    const files = members.map(({ name }) => this.#members.processes.logFile(name));
    await execa("tail", ["-n", "10", "-F", ...files], { stdout: "inherit", reject: false });
  }

  async #startStore(plan: NativePlan, say: Say): Promise<void> {
    for (const names of serverStages(plan.settings)) {
      say(`starting ${names.join(", ")}`);
      await Promise.all(names.map((name) => this.#members.start(name, plan)));
    }
  }

  /** Applies a changed plan: starts new replicas, reloads nginx, then stops the replicas that are no longer in it. */
  async #change(before: NativePlan, changed: NativePlan, say: Say): Promise<NativePlan> {
    const plan = { ...changed, generation: before.generation + 1 };
    await writePlan(this.#folder, plan);
    const wanted = allReplicas(plan);
    const removed = allReplicas(before).filter(({ name }) => !wanted.some((kept) => kept.name === name));
    say(`starting, where they do not run, ${namesOf(wanted)}`);
    await Promise.all(wanted.map(({ name }) => this.#members.start(name, plan)));
    say("reloading nginx");
    await this.#members.reloadNginx(plan);
    if (removed.length > 0) say(`stopping ${namesOf(removed)}`);
    await Promise.all(removed.map(({ name }) => this.#members.processes.terminate(name)));
    return plan;
  }

  async #plan(): Promise<NativePlan> {
    const plan = await readPlan(this.#folder);
    if (!plan) throw new LabError(...NOTHING_UP);
    return plan;
  }

  #describe({ scenario, balancing, balancers }: NativePlan): Deployment {
    const ports = balancers.map(({ port }) => port);
    return { name: this.deploymentName, runtime: this.name, scenario, balancing, ...urlsOf(ports) };
  }
}

const namesOf = (replicas: readonly { readonly name: string }[]) =>
  replicas.map(({ name }) => name).join(", ");
