import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { LabError } from "../../errors.ts";
import { LAB_DIR } from "../../paths.ts";
import { type Balancing, SCENARIOS, scenarioOf } from "../../scenarios.ts";
import { waitUntil } from "../../wait-until.ts";
import { requireFreePort } from "../port.ts";
import type { Release } from "../release.ts";
import type { Deployment, Member, ReplicaStats, Runtime, Say, SlowDisk, UpRequest } from "../runtime.ts";
import { LOG_LINES, NOTHING_UP } from "../runtime.ts";
import { launchOf } from "./launch.ts";
import { writeNginxFiles } from "./nginx-files.ts";
import {
  allReplicas,
  type NativePlan,
  newPlan,
  type ReplicaPlan,
  readPlan,
  resized,
  usesRedis,
  writePlan,
} from "./plan.ts";
import { Processes, signalProcess } from "./processes.ts";
import { hasTakenUp, probeOf } from "./readiness.ts";
import { onSlowDisk, straceUnavailable } from "./slow-disk.ts";
import { findTools, type Tools } from "./tools.ts";
import { unprivilegedUser } from "./unprivileged.ts";

const READY_WITHIN = 20;

/** Bare processes with the machine's nginx and Redis, all on loopback, all under .lab/native/ (or another `slot`: one deployment each). */
export class NativeRuntime implements Runtime {
  readonly name = "native";
  readonly clientAddress = { by: "source" } as const;
  readonly #folder: string;
  readonly #prefix: string;
  readonly #processes: Processes;

  constructor(slot = "native") {
    this.#folder = join(LAB_DIR, slot);
    this.#prefix = join(this.#folder, "nginx");
    this.#processes = new Processes(this.#folder);
  }

  async isUp(): Promise<boolean> {
    return (await readPlan(this.#folder)) !== null;
  }

  async hasLeftovers(): Promise<boolean> {
    return existsSync(this.#folder);
  }

  async deployment(): Promise<Deployment | null> {
    const plan = await readPlan(this.#folder);
    return plan && this.#describe(plan);
  }

  async up(request: UpRequest, say: Say): Promise<Deployment> {
    const { nginxHasSticky, nginxVersion } = await findTools(say);
    await requireFreePort(request.port);
    const plan = await newPlan(request);
    await writePlan(this.#folder, plan);
    if (plan.balancing === "cookie" && !nginxHasSticky) {
      say(
        `nginx ${nginxVersion} has no "sticky cookie" (1.29.6 or newer has): the same is done with maps and backup servers`,
      );
    }
    if (usesRedis(plan)) {
      say("starting redis");
      await this.start("redis");
    }
    say(`starting ${names(plan.replicas)} (state: ${SCENARIOS[plan.scenario].state})`);
    await Promise.all(plan.replicas.map(({ name }) => this.start(name)));
    say(`starting nginx (balancing: ${plan.balancing})`);
    await this.start("nginx");
    return this.#describe(plan);
  }

  async down(say: Say): Promise<void> {
    // what runs, not what should run: a call that was interrupted may have left more
    const names = await this.#processes.names();
    say(`stopping ${names.toSorted().join(", ")}`);
    const last = names.filter((name) => name === "redis");
    const first = names.filter((name) => name !== "redis");
    await Promise.all(first.map((name) => this.#processes.endSurely(name)));
    await Promise.all(last.map((name) => this.#processes.endSurely(name)));
    await rm(this.#folder, { recursive: true, force: true });
  }

  async members(): Promise<Member[]> {
    const plan = await this.#plan();
    const names = [
      ...allReplicas(plan).map(({ name }) => name),
      "nginx",
      ...(usesRedis(plan) ? ["redis"] : []),
    ];
    return Promise.all(names.map((name) => this.#member(name, plan)));
  }

  async stats(replica: string): Promise<ReplicaStats | null> {
    const port = allReplicas(await this.#plan()).find(({ name }) => name === replica)?.port;
    const response = await fetch(`http://127.0.0.1:${port}/stats`, {
      signal: AbortSignal.timeout(2000),
    }).catch(() => null);
    return response?.ok ? ((await response.json()) as ReplicaStats) : null;
  }

  async scale(replicas: number, say: Say): Promise<void> {
    const plan = await this.#plan();
    await this.#follow({ ...plan, replicas: await resized("shop", plan.replicas, replicas) }, say);
  }

  async balance(balancing: Balancing): Promise<void> {
    const before = await this.#plan();
    const scenario = scenarioOf(SCENARIOS[before.scenario].state, balancing);
    const plan = { ...before, balancing, scenario, generation: before.generation + 1 };
    await writePlan(this.#folder, plan);
    await this.#reloadNginx(plan);
  }

  async release({ replicas, share }: Release, say: Say): Promise<void> {
    const plan = await this.#plan();
    await this.#follow({ ...plan, next: await resized("next", plan.next, replicas), share }, say);
  }

  async kill(member: string): Promise<void> {
    await this.#processes.end(member, "SIGKILL", { group: true });
  }

  async stop(member: string): Promise<void> {
    await this.#processes.end(member, "SIGTERM");
  }

  slowDiskUnavailable(): Promise<string | null> {
    return straceUnavailable();
  }

  async start(member: string, disk?: SlowDisk): Promise<void> {
    if ((await this.#processes.pidOf(member)) === null) await this.#launch(member, await this.#plan(), disk);
    const plan = await this.#plan();
    const ready = async () => {
      const { state } = await this.#member(member, plan);
      if (state === "stopped")
        throw new LabError(
          `${member} ended before it was ready.`,
          `Its log: ${this.#processes.logFile(member)}`,
        );
      return state === "ready";
    };
    await waitUntil(`${member} to be ready`, ready, {
      seconds: READY_WITHIN,
      hint: `Its log: ${this.#processes.logFile(member)}`,
    });
  }

  async pause(member: string): Promise<void> {
    await this.#processes.signal(member, "SIGSTOP");
  }

  async resume(member: string): Promise<void> {
    await this.#processes.signal(member, "SIGCONT");
  }

  beside(place: number): NativeRuntime {
    return new NativeRuntime(`native-beside-${place}`);
  }

  async logs(member: string): Promise<string> {
    const { stdout } = await execa("tail", ["-n", `${LOG_LINES}`, this.#processes.logFile(member)], {
      reject: false,
    });
    return stdout ?? "";
  }

  async followLogs(members: readonly string[]): Promise<void> {
    const files = members.map((member) => this.#processes.logFile(member));
    await execa("tail", ["-n", "10", "-F", ...files], { stdout: "inherit", reject: false });
  }

  /** Makes a changed plan true: starts what it asks for, tells nginx, ends what it no longer has. */
  async #follow(changed: NativePlan, say: Say): Promise<void> {
    const before = await this.#plan();
    const plan = { ...changed, generation: before.generation + 1 };
    await writePlan(this.#folder, plan);
    const wanted = allReplicas(plan);
    const removed = allReplicas(before).filter(({ name }) => !wanted.some((kept) => kept.name === name));
    say(`seeing to ${names(wanted)}`);
    await Promise.all(wanted.map(({ name }) => this.start(name)));
    say("telling nginx");
    await this.#reloadNginx(plan);
    if (removed.length > 0) say(`stopping ${names(removed)}`);
    await Promise.all(removed.map(({ name }) => this.#processes.endSurely(name)));
  }

  /** Starts a member's process without waiting for it. */
  async #launch(member: string, plan: NativePlan, disk?: SlowDisk): Promise<void> {
    const tools = await findTools(() => {});
    if (member === "nginx") await this.#writeNginxFiles(plan, tools);
    const user = await unprivilegedUser();
    const context = { plan, tools, folder: this.#folder, prefix: this.#prefix, user };
    const launch = launchOf(member, context);
    const { command, args, ...options } = disk ? onSlowDisk(launch, disk) : launch;
    await this.#processes.start(member, command, args, { ...options, user });
  }

  async #reloadNginx(plan: NativePlan): Promise<void> {
    await this.#writeNginxFiles(plan, await findTools(() => {}));
    const pid = await this.#processes.pidOf("nginx");
    if (pid === null) return;
    signalProcess(pid, "SIGHUP");
    await waitUntil("nginx to take up its new list of replicas", () => hasTakenUp(plan), {
      seconds: 10,
    });
  }

  #writeNginxFiles(plan: NativePlan, { nginxHasSticky }: Tools): Promise<void> {
    return writeNginxFiles(this.#prefix, plan, nginxHasSticky);
  }

  async #member(name: string, plan: NativePlan): Promise<Member> {
    const { role, port, ready } = probeOf(name, plan, this.#folder);
    const alive = (await this.#processes.pidOf(name)) !== null;
    const state = !alive ? "stopped" : (await ready()) ? "ready" : "starting";
    return { name, role, state, address: `127.0.0.1:${port}` };
  }

  async #plan(): Promise<NativePlan> {
    const plan = await readPlan(this.#folder);
    if (!plan) throw new LabError(...NOTHING_UP);
    return plan;
  }

  #describe({ scenario, balancing, port }: NativePlan): Deployment {
    return { runtime: this.name, scenario, balancing, url: `http://localhost:${port}` };
  }
}

const names = (replicas: readonly ReplicaPlan[]) => replicas.map(({ name }) => name).join(", ");
