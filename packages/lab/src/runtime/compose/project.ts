import { scenarioOf } from "../../scenarios.ts";
import { folderOf } from "../deployment-folders.ts";
import type { DeploymentName } from "../deployment-name.ts";
import { compareNames } from "../members.ts";
import { type Deployment, type Snapshot, stateOf } from "../runtime.ts";
import { urlsOf } from "../urls-of.ts";
import { type Container, inspect } from "./containers.ts";
import { docker, LAB_FILES } from "./docker.ts";
import { listContainers, ofProject } from "./labels.ts";
import { toMembers, untilReady } from "./members.ts";
import { deploymentOf, LAB_PROJECT, projectOf } from "./names.ts";
import { balancingIn } from "./nginx-files.ts";

/** A Compose project: its containers, and `docker compose` with its files. */
export class Project {
  readonly name: string;
  readonly deploymentName: DeploymentName;
  /** Where the lab keeps the files of its nginx. */
  readonly folder: string;
  readonly #arguments: readonly string[];

  constructor(name: string, files: readonly string[]) {
    this.name = name;
    this.deploymentName = deploymentOf(name);
    this.folder = folderOf("compose", this.deploymentName);
    this.#arguments = ["compose", ...files.flatMap((file) => ["-f", file]), "--project-name", name];
  }

  static of(deployment: DeploymentName): Project {
    return new Project(projectOf(deployment), LAB_FILES);
  }

  compose(args: readonly string[], environment: Record<string, string> = {}): Promise<string> {
    return docker(this.commandLine(args), { LAB_PROJECT, ...environment });
  }

  commandLine(args: readonly string[]): string[] {
    return [...this.#arguments, ...args];
  }

  /** `docker compose ps` would take five times as long. */
  async containers(): Promise<Container[]> {
    return inspect((await listContainers(ofProject(this.name), "--all")).map(({ id }) => id));
  }

  /** Waits for everything that runs, or for one container, and returns all. */
  async untilReady(id?: string): Promise<Container[]> {
    const containers = await this.containers();
    const awaited = containers.filter((container) => (id ? container.id === id : container.running));
    await untilReady(awaited, containers);
    return containers;
  }

  /** Scales one service; the others stay as they are. Returns when all is ready. */
  async scale(service: string, replicas: number): Promise<Container[]> {
    const how = ["--detach", "--no-recreate", "--no-build", "--no-deps"];
    await this.compose(["--profile", "*", "up", ...how, "--scale", `${service}=${replicas}`, service]);
    return this.untilReady();
  }
}

/** Asks each container whether it is ready. */
export async function snapshotOf(containers: readonly Container[]): Promise<Snapshot> {
  const members = (await toMembers(containers)).sort((a, b) => compareNames(a.name, b.name));
  const [nginx, ...others] = containers
    .filter(({ role }) => role === "nginx")
    .sort((a, b) => compareNames(a.name, b.name));
  const balancing = nginx?.balancingFile && (await balancingIn(nginx.balancingFile));
  if (!nginx || !balancing) return { deployment: null, members };
  const deployment: Deployment = {
    name: deploymentOf(nginx.project),
    runtime: "compose",
    scenario: scenarioOf(stateOf(members), balancing),
    balancing,
    ...urlsOf([nginx, ...others].map(({ port = "" }) => port)),
  };
  return { deployment, members };
}
