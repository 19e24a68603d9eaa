import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Balancing, SCENARIOS, type ScenarioName } from "../../scenarios.ts";
import { freePort } from "../port.ts";
import { NO_RELEASE } from "../release.ts";
import type { Settings, UpRequest } from "../runtime.ts";
import { balancerNames, serverNames } from "../server-names.ts";
import type { Tools } from "./tools.ts";
import type { User } from "./unprivileged.ts";

/** The deployment that is up, or should be. Kept in a file, so that every call of the CLI finds it. */
export interface NativePlan {
  /** As `up` found them. */
  readonly tools: Tools;
  /** The user that programs run as; null for the one that runs the lab. */
  readonly user: User | null;
  readonly scenario: ScenarioName;
  readonly balancing: Balancing;
  /** The first is where the user wants the shop. */
  readonly balancers: readonly BalancerPlan[];
  /** What keeps the state; empty where replicas do. */
  readonly servers: readonly ServerPlan[];
  readonly replicas: readonly ReplicaPlan[];
  /** A new version's replicas, and the part of requests, 0 to 1, that nginx sends to them. */
  readonly next: readonly ReplicaPlan[];
  readonly share: number;
  readonly secret: string;
  readonly settings: Settings;
  /** Grows with each change of nginx's files. */
  readonly generation: number;
}

/** A replica keeps its port for life, so that nginx finds it again after a restart. */
export interface ReplicaPlan {
  readonly name: string;
  readonly port: number;
}

/** An nginx. */
export interface BalancerPlan extends ReplicaPlan {
  /** The names of the replicas that it lists, in its order; absent where it lists all. */
  readonly lists?: readonly string[];
}

/** A Redis or a Sentinel. */
export interface ServerPlan extends ReplicaPlan {
  /** Where it talks to the other nodes of a cluster. */
  readonly busPort: number;
}

const FILE = "deployment.json";

/** Returns null when nothing is up. */
export async function readPlan(folder: string): Promise<NativePlan | null> {
  const text = await readFile(join(folder, FILE), "utf8").catch(() => null);
  return text === null ? null : (JSON.parse(text) as NativePlan);
}

/** Replaces the file in one step, so that no reader sees half of it. */
export async function writePlan(folder: string, plan: NativePlan): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, FILE);
  await writeFile(`${file}.new`, JSON.stringify(plan, null, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** The plan of a deployment that is about to come up, with free ports and a new secret. */
export async function newPlan(
  { scenario, balancing, port, replicas, settings = {} }: UpRequest,
  found: Pick<NativePlan, "tools" | "user">,
): Promise<NativePlan> {
  return {
    ...found,
    scenario,
    balancing,
    balancers: await balancersOf(balancerNames(settings), port),
    servers: await serversOf(SCENARIOS[scenario].state === "redis" ? serverNames(settings) : []),
    replicas: await resized("shop", [], replicas),
    next: [],
    share: NO_RELEASE.share,
    secret: randomBytes(32).toString("hex"),
    settings,
    generation: 1,
  };
}

const balancersOf = (names: readonly string[], first: number): Promise<BalancerPlan[]> =>
  Promise.all(names.map(async (name, i) => ({ name, port: i === 0 ? first : await freePort() })));

const serversOf = (names: readonly string[]): Promise<ServerPlan[]> =>
  Promise.all(names.map(async (name) => ({ name, port: await freePort(), busPort: await freePort() })));

/** The first `count` of these replicas, and new ones where there are fewer. */
export async function resized(
  kind: "shop" | "next",
  replicas: readonly ReplicaPlan[],
  count: number,
): Promise<ReplicaPlan[]> {
  const resized = replicas.slice(0, count);
  for (let number = resized.length + 1; number <= count; number++)
    resized.push({ name: `${kind}-${number}`, port: await freePort() });
  return resized;
}

/** The plan in which one nginx lists these replicas. */
export function withList(
  plan: NativePlan,
  nginx: string,
  replicas: readonly Pick<ReplicaPlan, "name">[],
): NativePlan {
  const lists = replicas.map(({ name }) => name);
  const balancers = plan.balancers.map((one) => (one.name === nginx ? { ...one, lists } : one));
  return { ...plan, balancers, generation: plan.generation + 1 };
}

/** Replicas of both versions. */
export const allReplicas = ({ replicas, next }: NativePlan): readonly ReplicaPlan[] => [...replicas, ...next];

/** Replicas by number, then nginx and what keeps the state. */
export const memberNames = (plan: NativePlan): string[] => [
  ...allReplicas(plan).map(({ name }) => name),
  ...plan.balancers.map(({ name }) => name),
  ...plan.servers.map(({ name }) => name),
];
