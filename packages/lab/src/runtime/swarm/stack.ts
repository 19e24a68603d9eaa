import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { labCommand } from "../../lab-command.ts";
import { waitUntil } from "../../wait-until.ts";
import { type Container, type Identify, inspect } from "../compose/containers.ts";
import { docker, tryDocker } from "../compose/docker.ts";
import { toMembers, untilReady } from "../compose/members.ts";
import { projectOf } from "../compose/names.ts";
import type { DeploymentName } from "../deployment-name.ts";
import { compareNames } from "../members.ts";
import type { Member } from "../runtime.ts";
import { bridgeAddresses } from "./bridge.ts";
import { ofStack, stackOf } from "./names.ts";
import type { Stack as StackFile } from "./stack-file.ts";

const STARTED_SECONDS = 60;
const GONE_SECONDS = 60;
const TRIES = 5;

/** A member's service, and its newest container, which may have ended; null before there is one. */
export interface Service {
  readonly name: string;
  /** Whether Swarm was asked to run it. */
  readonly isWanted: boolean;
  readonly container: Container | null;
}

/** A stack whose services have one task each. A member is known by its service's name, because each start makes a new container. */
export class Stack {
  readonly name: string;
  readonly #deployment: DeploymentName;
  /** By id: a container's addresses stay. */
  readonly #reached = new Map<string, Container>();

  constructor(deployment: DeploymentName) {
    this.#deployment = deployment;
    this.name = stackOf(deployment);
  }

  /** Makes the services what the file says, and removes all others. Returns before they run. */
  async deploy(stack: StackFile, folder: string): Promise<void> {
    const file = join(folder, "stack.json");
    await writeFile(file, JSON.stringify(stack, null, 2));
    const how = ["--prune", "--resolve-image", "never", "--compose-file", file];
    await docker(["stack", "deploy", ...how, this.name]);
    const wanted = Object.keys(stack.services);
    await this.#untilGone((name) => !wanted.includes(name));
  }

  /** Every service of the stack, sorted by name. */
  async services(): Promise<Service[]> {
    const [rows, containers] = await Promise.all([
      docker(["service", "ls", "--filter", ofStack(this.name), "--format", "{{.Name}}\t{{.Replicas}}"]),
      this.#containers(),
    ]);
    const services = rows
      .split("\n")
      .filter(Boolean)
      .map((row): Service => {
        const [service = "", replicas = ""] = row.split("\t");
        const name = this.#memberOf(service);
        const container = containers.find((candidate) => candidate.name === name) ?? null;
        return { name, isWanted: /\/[1-9]/.test(replicas), container };
      });
    return services.toSorted((a, b) => compareNames(a.name, b.name));
  }

  /** Asks each member whether it is ready. */
  async members(): Promise<Member[]> {
    const services = await this.services();
    const running = services.flatMap(({ container }) => (container?.running ? [container] : []));
    const reachable = new Map(
      (await reachableFromHere(running)).map((container) => [container.id, container]),
    );
    return Promise.all(services.map((service) => this.#toMember(service, reachable)));
  }

  /** The id of the member's newest container: one that runs, or with `--all` perhaps one that has ended. Null where there is none. */
  async containerOf(name: string, ...more: "--all"[]): Promise<string | null> {
    const filter = `label=com.docker.swarm.service.name=${this.serviceOf(name)}`;
    const ids = await docker(["ps", "--no-trunc", "--quiet", ...more, "--filter", filter]);
    return ids.split("\n")[0] || null;
  }

  /** Waits for a member that was started. Returns the id of its container. */
  async untilRunning(name: string): Promise<string> {
    const hint = `docker service ps --no-trunc ${this.serviceOf(name)}`;
    return waitUntil(`${name} to run`, () => this.containerOf(name), { seconds: STARTED_SECONDS, hint });
  }

  async untilEnded(name: string): Promise<void> {
    const hasEnded = async () => (await this.containerOf(name)) === null;
    await waitUntil(`${name} to end`, hasEnded, { seconds: GONE_SECONDS });
  }

  async untilReady(container: string): Promise<void> {
    const containers = await reachableFromHere(await inspect([container], this.#identify));
    await untilReady(containers, containers);
  }

  /** Removes services, networks and files at Swarm, if there are any. Ends what runs at once: Swarm alone would take ten seconds. */
  async remove(): Promise<void> {
    const running = await this.#list("{{.ID}}");
    if (running.length > 0) await tryDocker(["kill", ...running]);
    await docker(["stack", "rm", this.name]);
    await this.#untilGone(() => true);
    const networks = ["network", "ls", "--quiet", "--filter", ofStack(this.name)];
    const areGone = async () => (await docker(networks)) === "";
    await waitUntil("networks to be removed", areGone, { seconds: GONE_SECONDS });
  }

  /** Removes Redis's volume, which no swarm knows. */
  async removeVolume(): Promise<void> {
    await docker(["volume", "rm", "--force", `${this.name}_redis`]);
  }

  serviceOf(name: string): string {
    return `${this.name}_${name}`;
  }

  /** A member's container, with an address that can be reached from here. Null where none runs. */
  async reach(name: string): Promise<Container | null> {
    const id = await this.containerOf(name);
    if (id === null) return null;
    const known = this.#reached.get(id);
    if (known) return known;
    const [container] = await reachableFromHere(await inspect([id], this.#identify));
    if (container) this.#reached.set(id, container);
    return container ?? null;
  }

  async #toMember(
    { name, isWanted, container }: Service,
    reachable: ReadonlyMap<string, Container>,
  ): Promise<Member> {
    const member = {
      id: this.serviceOf(name),
      name,
      role: roleOf(name),
      address: container?.address ?? null,
    };
    if (!container?.running && !isWanted) return { ...member, state: "stopped", address: null };
    if (!container) return { ...member, state: "starting" };
    const [{ state }] = (await toMembers([reachable.get(container.id) ?? container])) as [Member];
    return { ...member, state };
  }

  /** Newest first. Asks again where one was removed in between. */
  async #containers(): Promise<Container[]> {
    for (let tries = 1; ; tries++) {
      try {
        return await inspect(await this.#list("{{.ID}}"), this.#identify);
      } catch (error) {
        if (tries === TRIES) throw error;
      }
    }
  }

  async #untilGone(isToGo: (name: string) => boolean): Promise<void> {
    const services = () => this.#list('{{.Label "com.docker.swarm.service.name"}}');
    const areGone = async () => !(await services()).some((service) => isToGo(this.#memberOf(service)));
    await waitUntil("containers to be removed", areGone, {
      seconds: GONE_SECONDS,
      hint: labCommand("down", this.#deployment),
    });
  }

  /** Of each container, running or not, newest first. */
  async #list(format: string): Promise<string[]> {
    const args = ["ps", "--all", "--no-trunc", "--filter", ofStack(this.name), "--format", format];
    return (await docker(args)).split("\n").filter(Boolean);
  }

  #identify: Identify = (labels) => {
    const name = this.#memberOf(labels["com.docker.swarm.service.name"] ?? "");
    return { project: projectOf(this.#deployment), service: name, name, role: roleOf(name) };
  };

  #memberOf(service: string): string {
    return service.slice(this.name.length + 1);
  }
}

/** The same containers with addresses that lead there from this machine. */
async function reachableFromHere(containers: readonly Container[]): Promise<Container[]> {
  if (containers.length === 0) return [];
  const addresses = await bridgeAddresses();
  return containers.map((container) => {
    const address = addresses.get(container.sandbox.slice(0, 12));
    const port = container.address?.split(":")[1];
    return { ...container, address: address ? `${address}:${port}` : null };
  });
}

const roleOf = (name: string): Member["role"] => (name === "nginx" || name === "redis" ? name : "replica");
