import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { LAB_DIR } from "../paths.ts";
import type { RuntimeName } from "./runtime.ts";

/**
 * Several deployments can be up side by side, each under a name. The usual one has none. What belongs to a deployment, such as its
 * folder, is called `base`, or `base-name` where it has a name.
 */
export type DeploymentName = string | undefined;

/** A part of a host, because browsers find the shop at `name.localhost`. */
export const NAME_PATTERN = /^[a-z0-9](-?[a-z0-9]){0,29}$/;

export const qualify = (base: string, name: DeploymentName): string =>
  name === undefined ? base : `${base}-${name}`;

/** Whether this is called `base` or `base-name`. */
export const isQualified = (base: string, text: string): boolean =>
  text === base || (text.startsWith(`${base}-`) && NAME_PATTERN.test(text.slice(base.length + 1)));

/** The name in `base-name`. */
export const nameIn = (base: string, text: string): DeploymentName =>
  text === base ? undefined : text.slice(base.length + 1);

/** Where a runtime keeps the files of a deployment. */
export const folderOf = (runtime: RuntimeName, name: DeploymentName): string =>
  join(LAB_DIR, qualify(runtime, name));

/** The names of the deployments of which a runtime keeps files. */
export function namesOnDisk(runtime: RuntimeName): DeploymentName[] {
  if (!existsSync(LAB_DIR)) return [];
  const folders = readdirSync(LAB_DIR).filter((file) => isQualified(runtime, file));
  return folders.map((folder) => nameIn(runtime, folder));
}
