import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { LAB_DIR } from "../paths.ts";
import { type DeploymentName, isQualified, nameIn, qualify } from "./deployment-name.ts";
import type { RuntimeName } from "./runtime.ts";

/** Where a runtime keeps the files of a deployment. */
export const folderOf = (runtime: RuntimeName, name: DeploymentName): string =>
  join(LAB_DIR, qualify(runtime, name));

/** The names of the deployments of which a runtime keeps files. */
export function namesOnDisk(runtime: RuntimeName): DeploymentName[] {
  if (!existsSync(LAB_DIR)) return [];
  const folders = readdirSync(LAB_DIR).filter((file) => isQualified(runtime, file));
  return folders.map((folder) => nameIn(runtime, folder));
}
