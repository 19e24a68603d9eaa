import { LAB_PROJECT } from "../compose/names.ts";
import { type DeploymentName, isQualified, nameIn, qualify } from "../deployment-name.ts";

/** The lab's stack: each checkout has its own. Short, because names of services are 63 characters at most. */
const LAB_STACK = LAB_PROJECT.replace(/^.*-/, "lab-");

/** The stack of a deployment. */
export const stackOf = (deployment: DeploymentName): string => qualify(LAB_STACK, deployment);

/** Whether the lab of this checkout deployed the stack. */
export const isOwnStack = (stack: string): boolean => isQualified(LAB_STACK, stack);

/** The deployment of a stack of this lab. */
export const deploymentIn = (stack: string): DeploymentName => nameIn(LAB_STACK, stack);

/** A filter of docker's lists: what belongs to this stack. */
export const ofStack = (stack: string): string => `label=com.docker.stack.namespace=${stack}`;
