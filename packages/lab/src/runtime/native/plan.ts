import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Balancing, SCENARIOS, type ScenarioName } from "../../scenarios.ts";
import { freePort } from "../port.ts";
import { NO_RELEASE } from "../release.ts";
import type { Settings, UpRequest } from "../runtime.ts";

/** What is up, or should be: kept in a file, so that every call of the CLI finds it. */
export interface NativePlan {
  readonly scenario: ScenarioName;
  readonly balancing: Balancing;
  readonly port: number;
  readonly redisPort: number;
  readonly replicas: readonly ReplicaPlan[];
  /** A new version's replicas, and their share of what nginx hands out. */
  readonly next: readonly ReplicaPlan[];
  readonly share: number;
  readonly secret: string;
  readonly settings: Settings;
  readonly generation: number;
}

/** A replica keeps its port for life, so that nginx finds it again after a restart. */
export interface ReplicaPlan {
  readonly name: string;
  readonly port: number;
}

const FILE = "deployment.json";

/** Null when nothing is up. */
export async function readPlan(folder: string): Promise<NativePlan | null> {
  const text = await readFile(join(folder, FILE), "utf8").catch(() => null);
  return text === null ? null : (JSON.parse(text) as NativePlan);
}

export async function writePlan(folder: string, plan: NativePlan): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, FILE);
  await writeFile(`${file}.new`, JSON.stringify(plan, null, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

export async function newPlan({
  scenario,
  balancing,
  port,
  replicas,
  settings = {},
}: UpRequest): Promise<NativePlan> {
  return {
    scenario,
    balancing,
    port,
    redisPort: await freePort(),
    replicas: await resized("shop", [], replicas),
    next: [],
    share: NO_RELEASE.share,
    secret: randomBytes(32).toString("hex"),
    settings,
    generation: 1,
  };
}

/** The first of these replicas, and new ones up to the number wished for. */
export async function resized(
  kind: "shop" | "next",
  replicas: readonly ReplicaPlan[],
  count: number,
): Promise<ReplicaPlan[]> {
  const kept = replicas.slice(0, count);
  return [...kept, ...(await newReplicas(kind, kept.length + 1, count))];
}

/** Replicas called `kind` and numbered from `first` to `last`, each with a port of its own. */
async function newReplicas(kind: "shop" | "next", first: number, last: number): Promise<ReplicaPlan[]> {
  const replicas: ReplicaPlan[] = [];
  for (let number = first; number <= last; number++)
    replicas.push({ name: `${kind}-${number}`, port: await freePort() });
  return replicas;
}

/** Those of both versions. */
export const allReplicas = ({ replicas, next }: NativePlan): readonly ReplicaPlan[] => [...replicas, ...next];

export const usesRedis = ({ scenario }: NativePlan): boolean => SCENARIOS[scenario].state === "redis";
