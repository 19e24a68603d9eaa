import { join } from "node:path";
import { LabError } from "../../errors.ts";
import { LAB_DIR } from "../../paths.ts";
import type { Scenario } from "../../scenarios.ts";
import { waitUntil } from "../../wait-until.ts";
import type { Member } from "../runtime.ts";
import type { Container } from "./containers.ts";
import { docker } from "./docker.ts";
import { asMember, containersOf, inOrder } from "./members.ts";
import { LAB_PROJECT } from "./names.ts";

/** Seconds that members have to become ready. */
export const READY_WITHIN = 60;

/** A Compose project: its containers by the names of their members, and `docker compose` with its files. */
export class Project {
  readonly name: string;
  /** Where the lab keeps the files of its nginx. */
  readonly folder: string;
  readonly #arguments: readonly string[];

  constructor(name: string, files: readonly string[]) {
    this.name = name;
    this.folder = join(LAB_DIR, name.replace(LAB_PROJECT, "compose"));
    this.#arguments = ["compose", ...files.flatMap((file) => ["-f", file]), "--project-name", name];
  }

  compose(args: readonly string[], environment: Record<string, string> = {}): Promise<string> {
    return docker(this.commandLine(args), { LAB_PROJECT, ...environment });
  }

  commandLine(args: readonly string[]): string[] {
    return [...this.#arguments, ...args];
  }

  containers(): Promise<Container[]> {
    return containersOf(this.name);
  }

  async container(member: string): Promise<Container> {
    const container = (await this.containers()).find((candidate) => candidate.member === member);
    if (!container) throw new LabError(`There is no ${member}.`, "scripts/lab status lists what there is.");
    return container;
  }

  async members(): Promise<Member[]> {
    return inOrder(await Promise.all((await this.containers()).map(asMember)));
  }

  /** Where the shop that runs here keeps its state. */
  async state(): Promise<Scenario["state"]> {
    return stateOf(await this.containers());
  }

  /** Waits for one member, or for all that run. */
  async untilReady(wanted?: string): Promise<void> {
    const ready = async () =>
      (await this.members())
        .filter(({ name, state }) => (wanted ? name === wanted : state !== "stopped"))
        .every(({ state }) => state === "ready");
    const hint = `scripts/lab logs${wanted ? ` ${wanted}` : ""}`;
    await waitUntil(`${wanted ?? "all"} to be ready`, ready, { seconds: READY_WITHIN, hint });
  }

  /** Scales one service; the others stay as they are. */
  async scale(service: string, replicas: number): Promise<void> {
    const how = ["--detach", "--no-recreate", "--no-build", "--no-deps"];
    await this.compose(["--profile", "*", "up", ...how, "--scale", `${service}=${replicas}`, service]);
    await this.untilReady();
  }
}

export const stateOf = (containers: readonly Container[]): Scenario["state"] =>
  containers.some(({ service }) => service === "shop-redis") ? "redis" : "memory";
