import { randomUUID } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../../paths.ts";
import { BALANCINGS, type Balancing } from "../../scenarios.ts";
import { generationLocation } from "../generation.ts";
import { type Release, weightsOf } from "../release.ts";

const repositoryFile = (name: string) => readFile(join(ROOT, "nginx", name), "utf8");
const balancingFile = (balancing: Balancing) => repositoryFile(join("balancing", `${balancing}.conf`));

/** The files that a deployment's nginx reads and the lab changes while it runs, in a folder that compose.lab.yml mounts. */
export class NginxFiles {
  readonly #folder: string;
  readonly #more: string;

  /** `more`: further lines for nginx's server block. */
  constructor(folder: string, more = "") {
    this.#folder = folder;
    this.#more = more;
  }

  /** Writes all of them for a scenario that is about to start. */
  async begin(balancing: Balancing): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await this.#write("replicas.conf", await repositoryFile("compose/replicas.conf"));
    await this.setBalancing(balancing);
  }

  /** Returns the generation that nginx reports once it has loaded this. */
  async setBalancing(balancing: Balancing): Promise<string> {
    await this.#write("balancing.conf", await balancingFile(balancing));
    return this.#newGeneration();
  }

  /** `current`: how many replicas of the current version there are. Returns the generation, as above. */
  async setRelease(release: Release, current: number): Promise<string> {
    const unreleased = await repositoryFile("compose/replicas.conf");
    const weights = weightsOf(release, current);
    const released = unreleased.replace(
      /^server shop:(.*);$/m,
      `server shop:$1${weights.current};\nserver next:$1${weights.next};`,
    );
    await this.#write("replicas.conf", release.replicas === 0 ? unreleased : released);
    return this.#newGeneration();
  }

  /** Lists these replicas, by their addresses, and no others. Returns the generation, as above. */
  async setReplicas(addresses: readonly string[]): Promise<string> {
    const lines = addresses.map((address) => `server ${address} max_fails=0;\n`);
    await this.#write("replicas.conf", lines.join(""));
    return this.#newGeneration();
  }

  async #newGeneration(): Promise<string> {
    const generation = randomUUID();
    const listen = await readFile(join(import.meta.dirname, "listen.lab.conf"), "utf8");
    await this.#write("listen.conf", listen + this.#more + generationLocation(generation));
    return generation;
  }

  /** In place: a container with a mounted file does not see another file under its name. */
  #write(name: string, text: string): Promise<void> {
    return writeFile(join(this.#folder, name), text);
  }
}

/** Which balancing a file holds, by its content; null where it is none of ours. */
export async function balancingIn(file: string): Promise<Balancing | null> {
  const text = await readFile(file, "utf8").catch(() => null);
  for (const balancing of BALANCINGS) if ((await balancingFile(balancing)) === text) return balancing;
  return null;
}
