import { SCENARIO_NAMES } from "../../scenarios.ts";
import { type Holder, inFolder } from "../port-holder.ts";
import type { Say } from "../runtime.ts";
import { type Listed, listContainers } from "./labels.ts";
import { removeOthers } from "./remove.ts";

/** As docker-compose.yml has it. */
const PLAIN_PROJECT = "sticky-or-shared";
/** The lab's projects, of any checkout. */
const OF_A_LAB = /^sticky-or-shared-[0-9a-f]{8}(-slot-\d+)?$/;

/** The container that publishes a port; null where there is none or no engine answers. */
export async function containerOn(port: number): Promise<Holder | null> {
  const [container] = await listContainers(`publish=${port}`);
  if (!container) return null;
  const { name, project, folder } = container;
  if (!project) return { who: `the container ${name}`, remedies: [`Stop it: docker stop ${name}`] };
  const who = `the container ${name} of the Compose project ${project}, started in ${folder}`;
  if (!isShop(container)) return { who, remedies: [`Stop it: docker stop ${name}`] };
  const down = inFolder(folder, OF_A_LAB.test(project) ? "scripts/lab down" : plainDown(project));
  return { who, remedies: [`Take it down: ${down}`, "or take the port over: the same command with --force"] };
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
  await removeOthers(project);
}

/** Whether the container is the nginx of a scenario. */
const isShop = ({ service }: Listed) => SCENARIO_NAMES.some((name) => service === `nginx-${name}`);
