import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SCENARIOS, type Scenario } from "../../scenarios.ts";
import type { Settings, UpRequest } from "../runtime.ts";

/** What the lab's stack is made of. Kept in a file, because Swarm knows the services but not why they are as they are. */
export interface SwarmPlan {
  readonly state: Scenario["state"];
  readonly port: number;
  readonly settings: Settings;
  /** Where the lab's files of nginx and the secrets are. */
  readonly folder: string;
  /** The node of the swarm that this machine is. */
  readonly node: string;
  readonly replicas: number;
  /** Replicas of a new version. */
  readonly next: number;
}

const FILE = "deployment.json";

export const newPlan = (
  { scenario, replicas, port, settings = {} }: UpRequest,
  where: Pick<SwarmPlan, "folder" | "node">,
): SwarmPlan => ({ state: SCENARIOS[scenario].state, port, settings, ...where, replicas, next: 0 });

/** Returns null when nothing is up. */
export async function readPlan(folder: string): Promise<SwarmPlan | null> {
  const text = await readFile(join(folder, FILE), "utf8").catch(() => null);
  return text === null ? null : (JSON.parse(text) as SwarmPlan);
}

export async function writePlan(plan: SwarmPlan): Promise<void> {
  await mkdir(plan.folder, { recursive: true });
  await writeFile(join(plan.folder, FILE), JSON.stringify(plan, null, 2));
}
