import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parse } from "yaml";
import { ROOT } from "../../paths.ts";

/** The production stack. */
export const STACK_FILE = "docker-stack.yml";

/** A config or a secret. */
export interface StackFile {
  readonly file?: string;
  readonly name?: string;
}

/** A service; keys as in a Compose file (https://docs.docker.com/reference/compose-file/services/). */
export type StackService = Readonly<Record<string, unknown>>;

/** A stack as `docker stack deploy` reads it. */
export interface Stack {
  readonly version: string;
  readonly services: Readonly<Record<string, StackService>>;
  readonly networks: Readonly<Record<string, unknown>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly configs: Readonly<Record<string, StackFile>>;
  readonly secrets: Readonly<Record<string, StackFile>>;
}

/** A file for `docker stack deploy`; its variables stay as they are. */
export async function readStack(file: string): Promise<Partial<Stack>> {
  // as Docker reads it: 0400 is a number in base eight, and << merges
  return parse(await readFile(resolve(ROOT, file), "utf8"), { version: "1.1" });
}

/**
 * Names for configs or secrets that come from files, by their content: Swarm can change neither, so that a changed file must
 * have another name. `folder`: where relative paths begin.
 */
export async function nameByContent(
  stack: string,
  files: Readonly<Record<string, StackFile>>,
  folder = ROOT,
): Promise<Record<string, StackFile>> {
  const named = Object.entries(files).map(async ([key, { file, ...more }]): Promise<[string, StackFile]> => {
    if (file === undefined) return [key, more];
    const path = resolve(folder, file);
    const hash = createHash("sha256")
      .update(`${stack}\n`)
      .update(await readFile(path));
    return [key, { file: path, name: `${key}-${hash.digest("hex").slice(0, 12)}` }];
  });
  return Object.fromEntries(await Promise.all(named));
}
