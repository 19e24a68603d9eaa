import { rm } from "node:fs/promises";
import { join } from "node:path";
import { LabError } from "../../errors.ts";
import { LAB_DIR, ROOT } from "../../paths.ts";
import { SCENARIOS } from "../../scenarios.ts";
import { waitUntil } from "../../wait-until.ts";
import { requireFreePort } from "../port.ts";
import type { Deployment, Member, MemberState, ReplicaStats, Runtime, Say, UpRequest } from "../runtime.ts";
import { printLogs } from "./logs.ts";
import { GENERATION_PATH, writeNginxFiles } from "./nginx-files.ts";
import { type NativePlan, newPlan, newReplicas, type ReplicaPlan, readPlan, writePlan } from "./plan.ts";
import { Processes, signalProcess } from "./processes.ts";
import { redisAnswers } from "./redis-answers.ts";
import { findTools } from "./tools.ts";

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
    const plan = await this.#plan();
    say(`stopping nginx, ${names(plan.replicas)}${usesRedis(plan) ? " and redis" : ""}`);
    await this.#processes.end("nginx", "SIGTERM", { group: true });
    await Promise.all(plan.replicas.map(({ name }) => this.#processes.end(name, "SIGTERM")));
    await this.#processes.end("redis", "SIGTERM");
    await rm(this.#folder, { recursive: true, force: true });
  }

  async members(): Promise<Member[]> {
    const plan = await this.#plan();
    const replicas = plan.replicas.map(async ({ name, port }): Promise<Member> => {
      const state = await this.#state(name, () => this.#answers(port, "/readyz"));
      return { name, role: "replica", state, address: `127.0.0.1:${port}` };
    });
    const nginx: Promise<Member> = this.#state("nginx", () => this.#generation(plan)).then((state) => ({
      name: "nginx",
      role: "nginx",
      state,
      address: `127.0.0.1:${plan.port}`,
    }));
    const redis: Promise<Member>[] = usesRedis(plan)
      ? [
          this.#state("redis", () => redisAnswers(plan.redisPort)).then((state) => ({
            name: "redis",
            role: "redis",
            state,
            address: `127.0.0.1:${plan.redisPort}`,
          })),
        ]
      : [];
    return Promise.all([...replicas, nginx, ...redis]);
  }

  async stats(replica: string): Promise<ReplicaStats | null> {
    const port = (await this.#plan()).replicas.find(({ name }) => name === replica)?.port;
    const response = await fetch(`http://127.0.0.1:${port}/stats`, {
      signal: AbortSignal.timeout(2000),
    }).catch(() => null);
    return response?.ok ? ((await response.json()) as ReplicaStats) : null;
  }

  async scale(replicas: number, say: Say): Promise<void> {
    const plan = await this.#plan();
    const kept = plan.replicas.slice(0, replicas);
    const removed = plan.replicas.slice(replicas);
    const added = await newReplicas(kept.length + 1, replicas);
    const next = { ...plan, replicas: [...kept, ...added], generation: plan.generation + 1 };
    await writePlan(this.#folder, next);
    if (added.length > 0) say(`starting ${names(added)}`);
    await Promise.all(added.map(({ name }) => this.start(name)));
    say("telling nginx");
    await this.#reloadNginx(next);
    if (removed.length > 0) say(`stopping ${names(removed)}`);
    await Promise.all(removed.map(({ name }) => this.#processes.end(name, "SIGTERM")));
  }

  async kill(member: string): Promise<void> {
    await this.#processes.end(member, "SIGKILL", { group: true });
  }

  async stop(member: string): Promise<void> {
    await this.#processes.end(member, "SIGTERM");
  }

  async start(member: string): Promise<void> {
    if ((await this.#processes.pidOf(member)) === null) await this.#launch(member, await this.#plan());
    const ready = async () => {
      const { state } = (await this.members()).find(({ name }) => name === member) ?? {};
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

  async logs(member: string | null, follow: boolean): Promise<void> {
    const members = (await this.members()).map(({ name }) => name);
    await printLogs(
      (member ? [member] : members).map((name) => this.#processes.logFile(name)),
      follow,
    );
  }

  async #launch(member: string, plan: NativePlan): Promise<void> {
    if (member === "nginx") return this.#launchNginx(plan);
    if (member === "redis") return this.#launchRedis(plan);
    const replica = plan.replicas.find(({ name }) => name === member) as ReplicaPlan;
    await this.#processes.start(member, process.execPath, ["main.ts"], {
      cwd: join(ROOT, "apps", `shop-${SCENARIOS[plan.scenario].state}`),
      env: {
        NODE_ENV: "production",
        REPLICA: member,
        HOST: "127.0.0.1",
        PORT: `${replica.port}`,
        SESSION_SECRET: plan.secret,
        ...(usesRedis(plan) && { REDIS_URL: `redis://127.0.0.1:${plan.redisPort}` }),
      },
    });
  }

  async #launchNginx(plan: NativePlan): Promise<void> {
    const { nginx } = await this.#writeNginxFiles(plan);
    // as root, nginx's workers would be somebody who may not enter the repository
    const directives = process.getuid?.() === 0 ? ["-g", "user root;"] : [];
    await this.#processes.start(
      "nginx",
      nginx,
      ["-p", `${this.#prefix}/`, "-c", `${this.#prefix}/nginx.conf`, "-e", "stderr", ...directives],
      {
        cwd: this.#prefix,
        env: {},
      },
    );
  }

  async #launchRedis({ redisPort }: NativePlan): Promise<void> {
    const { redis } = await findTools(() => {});
    const options = { port: redisPort, bind: "127.0.0.1", dir: this.#folder, appendonly: "yes", save: "" };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
    await this.#processes.start("redis", redis, args, { cwd: this.#folder, env: {} });
  }

  async #reloadNginx(plan: NativePlan): Promise<void> {
    await this.#writeNginxFiles(plan);
    const pid = await this.#processes.pidOf("nginx");
    if (pid === null) return;
    signalProcess(pid, "SIGHUP");
    await waitUntil("nginx to take up its new list of replicas", () => this.#generation(plan), {
      seconds: 10,
    });
  }

  async #writeNginxFiles(plan: NativePlan) {
    const tools = await findTools(() => {});
    await writeNginxFiles(this.#prefix, { ...plan, hasSticky: tools.nginxHasSticky });
    return tools;
  }

  /** Whether the nginx that answers has read the plan's files. */
  async #generation({ port, generation }: NativePlan): Promise<boolean> {
    const response = await fetch(`http://127.0.0.1:${port}${GENERATION_PATH}`).catch(() => null);
    return (await response?.text()) === `${generation}`;
  }

  async #answers(port: number, path: string): Promise<boolean> {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      signal: AbortSignal.timeout(2000),
    }).catch(() => null);
    await response?.body?.cancel();
    return response?.ok ?? false;
  }

  async #state(name: string, isReady: () => Promise<boolean>): Promise<MemberState> {
    if ((await this.#processes.pidOf(name)) === null) return "stopped";
    return (await isReady()) ? "ready" : "starting";
  }

  async #plan(): Promise<NativePlan> {
    const plan = await readPlan(this.#folder);
    if (!plan) throw new LabError("Nothing is up.", "Bring a scenario up first: scripts/lab up bug");
    return plan;
  }

  #describe({ scenario, balancing, port }: NativePlan): Deployment {
    return { runtime: this.name, scenario, balancing, url: `http://localhost:${port}` };
  }
}

const usesRedis = ({ scenario }: NativePlan) => SCENARIOS[scenario].state === "redis";

const names = (replicas: readonly ReplicaPlan[]) => replicas.map(({ name }) => name).join(", ");
