import { join } from "node:path";
import { LabError } from "../../errors.ts";
import { waitUntil } from "../../wait-until.ts";
import { untilLoaded } from "../generation.ts";
import { isRunning, type Member, type SlowDisk } from "../runtime.ts";
import { loadRedisClient } from "../store/ask-redis.ts";
import { launchOf } from "./launch.ts";
import { writeNginxFiles } from "./nginx-files.ts";
import { type BalancerPlan, memberNames, type NativePlan } from "./plan.ts";
import { Processes, signalProcess } from "./processes.ts";
import { probeOf } from "./readiness.ts";
import { onSlowDisk } from "./slow-disk.ts";

const READY_SECONDS = 20;

/** The members of a deployment as processes, in its folder. */
export class Members {
  readonly processes: Processes;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.processes = new Processes(folder);
  }

  /** Every member that the plan has, whether it runs or not. */
  async look(plan: NativePlan): Promise<Member[]> {
    // loading takes so long that answers of the other members would seem late
    if (plan.servers.length > 0) await loadRedisClient();
    return Promise.all(memberNames(plan).map((name) => this.#member(name, plan)));
  }

  /** Starts a member where it does not run. Returns when it is ready, or throws a LabError. */
  async start(name: string, plan: NativePlan, disk?: SlowDisk): Promise<void> {
    if ((await this.processes.pidOf(name)) === null) await this.#launch(name, plan, disk);
    const hint = this.#hintAt(name);
    const isReady = async () => {
      const member = await this.#member(name, plan);
      if (!isRunning(member)) throw new LabError(`${name} ended before it was ready.`, hint);
      return member.state === "ready";
    };
    await waitUntil(`${name} to be ready`, isReady, { seconds: READY_SECONDS, hint });
  }

  /** Writes each nginx's files and, where it runs, returns when it has loaded them. */
  async reloadNginx(plan: NativePlan): Promise<void> {
    const reload = async (balancer: BalancerPlan) => {
      await this.#writeNginxFiles(balancer, plan);
      const pid = await this.processes.pidOf(balancer.name);
      if (pid === null) return;
      signalProcess(pid, "SIGHUP");
      await untilLoaded(balancer.port, `${plan.generation}`, this.#hintAt(balancer.name));
    };
    await Promise.all(plan.balancers.map(reload));
  }

  #writeNginxFiles({ name, port, lists }: BalancerPlan, plan: NativePlan): Promise<void> {
    const listed = lists?.flatMap((wanted) => plan.replicas.filter((replica) => replica.name === wanted));
    return writeNginxFiles(join(this.#folder, name), { ...plan, port, replicas: listed ?? plan.replicas });
  }

  #hintAt(name: string): string {
    return `Its log: ${this.processes.logFile(name)}`;
  }

  async #launch(name: string, plan: NativePlan, disk?: SlowDisk): Promise<void> {
    const balancer = plan.balancers.find((candidate) => candidate.name === name);
    if (balancer) await this.#writeNginxFiles(balancer, plan);
    const launch = launchOf(name, { plan, folder: this.#folder });
    const { command, args, ...options } = disk ? onSlowDisk(launch, disk) : launch;
    await this.processes.start(name, command, args, { ...options, user: plan.user });
  }

  async #member(name: string, plan: NativePlan): Promise<Member> {
    const { role, port, look } = probeOf(name, plan, this.#folder);
    const member = { id: name, name, role, address: `127.0.0.1:${port}` };
    if ((await this.processes.pidOf(name)) === null)
      return { ...member, state: this.processes.isDead(name) ? "dead" : "stopped" };
    const { isReady, ...more } = await look();
    return { ...member, state: isReady ? "ready" : "starting", ...more };
  }
}
