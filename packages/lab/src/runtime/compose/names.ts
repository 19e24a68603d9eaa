import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { ROOT } from "../../paths.ts";
import { type DeploymentName, isQualified, nameIn, qualify } from "../deployment-name.ts";

/** This checkout, by its path without symbolic links. */
export const CHECKOUT = realpathSync(ROOT);

/** The lab's Compose project: each checkout has its own, so that none touches what another one started. */
export const labProjectOf = (checkout: string): string =>
  `sticky-or-shared-${createHash("sha256").update(checkout).digest("hex").slice(0, 8)}`;

export const LAB_PROJECT = labProjectOf(CHECKOUT);

/** The project of production.env. The lab leaves it alone: customers use it. */
export const PRODUCTION_PROJECT = "sticky-or-shared-production";

/** The project of a deployment. */
export const projectOf = (deployment: DeploymentName): string => qualify(LAB_PROJECT, deployment);

/** Whether the lab of this checkout started the project. */
export const isOwnProject = (project: string): boolean => isQualified(LAB_PROJECT, project);

/** The deployment of a project. One that the lab did not start has no name. */
export const deploymentOf = (project: string): DeploymentName =>
  isOwnProject(project) ? nameIn(LAB_PROJECT, project) : undefined;
