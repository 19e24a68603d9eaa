import { labCommand } from "../../lab-command.ts";
import { isQualified, nameIn } from "../deployment-name.ts";
import { type Holder, inFolder } from "../port-holder.ts";
import type { Say } from "../runtime.ts";
import { deploymentIn, isOwnStack } from "../swarm/names.ts";
import { type Listed, listContainers } from "./labels.ts";
import { removeOthers } from "./remove.ts";
import { PROFILES } from "./services.ts";

/** As docker-compose.yml has it. */
const PLAIN_PROJECT = "sticky-or-shared";
/** How the project of a lab begins, of any checkout. */
const OF_A_LAB = /^sticky-or-shared-[0-9a-f]{8}/;

/** The container that publishes a port; null where there is none or no engine answers. */
export async function containerOn(port: number): Promise<Holder | null> {
  const [container] = await listContainers(`publish=${port}`);
  if (!container) return null;
  const { name, project, folder, stack } = container;
  if (stack) return { who: `the container ${name} of the stack ${stack}`, remedies: [stackRemedy(stack)] };
  if (!project) return { who: `the container ${name}`, remedies: [`Stop it: docker stop ${name}`] };
  const who = `the container ${name} of the Compose project ${project}, started in ${folder}`;
  if (!isShop(container)) return { who, remedies: [`Stop it: docker stop ${name}`] };
  const down = inFolder(folder, labDown(project) ?? plainDown(project));
  return { who, remedies: [`Take it down: ${down}`, "or take the port over: the same command with --force"] };
}

const stackRemedy = (stack: string) =>
  `Take it down: ${isOwnStack(stack) ? labCommand("down", deploymentIn(stack)) : `docker stack rm ${stack}`}`;

/** The command that takes down what the lab of a checkout has up; null where no lab started the project. */
function labDown(project: string): string | null {
  const [base] = OF_A_LAB.exec(project) ?? [];
  return base && isQualified(base, project) ? labCommand("down", nameIn(base, project)) : null;
}

/** The command that takes down a plain `docker compose up`, in its checkout's folder. */
export function plainDown(project: string): string {
  const named = project === PLAIN_PROJECT ? "" : ` --project-name ${project}`;
  return `docker compose${named} --profile '*' down`;
}

/** Removes the deployment of the shop that holds a port, of any checkout, except for its volumes. */
export async function takeOver(port: number, say: Say): Promise<void> {
  const [container] = await listContainers(`publish=${port}`);
  if (!container || !isShop(container)) return;
  const { project, folder } = container;
  say(`removing ${project}, started in ${folder}, except for its volumes`);
  await removeOthers(project, say);
}

/** Whether the container is the nginx of a scenario. */
const isShop = ({ service }: Listed) => PROFILES.some((profile) => service === `nginx-${profile}`);
