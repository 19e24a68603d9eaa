import { parseArgs } from "node:util";
import { calibrate } from "./calibrate.ts";
import { type Deployment, manyMachines, type Result } from "./many-machines.ts";
import { measureSignIn, readBytesPerCustomer, readMeasured } from "./measured.ts";
import { ms, number, print } from "./output.ts";
import { CUSTOMERS, type Plan, plan, WORKERS } from "./plan.ts";

const HELP = `Usage: scripts/scale [--seed NUMBER]

Calculates what a shop for ten thousand, a million and a hundred million customers needs, from the figures in docs/bench.json, and
checks it by a simulation: first of the machine that was measured, then of a hundred times its load. Takes about a minute.
`;

/** Numbers of customers. */
const SIZES = [1e4, 1e6, 1e8];

/** Long enough for hundreds of thousands of requests. */
const SECONDS = { small: 20, large: 0.5 };

async function main(seed: number): Promise<void> {
  const measured = await readMeasured();
  const cpu = { get: measured("nginx", "get").cpu, change: measured("nginx", "change").cpu };
  print(`seed ${seed}\n`);
  const syncMicroseconds = calibrate(measured, seed);
  const [signIn, bytesPerCustomer] = [await measureSignIn(), await readBytesPerCustomer()];
  print(`checking a password: ${ms(signIn / 1000)} of CPU time\n`);
  const plans = SIZES.map((customers) => plan(customers, { cpu, signIn, bytesPerCustomer }));
  printPlans(plans);
  print("\n| deployment | look p50 · p99 | change p50 · p99 | busy: nginx, replica, Redis |");
  print("| --- | --- | --- | --- |");
  for (const { name, perSecond, deployment } of variants(plans, syncMicroseconds)) {
    const seconds = perSecond > 1e5 ? SECONDS.large : SECONDS.small;
    const load = { perSecond, changes: CUSTOMERS.changes, seconds };
    print(resultRow(name, perSecond * seconds, manyMachines(deployment, load, { seed, cpu })));
  }
}

/** Each plan, and what becomes of the largest when something about it is otherwise. */
function variants(plans: readonly Plan[], syncMicroseconds: number) {
  const deploy = ({ nginxes, replicas, storesByWork, storesByMemory }: Plan): Deployment => ({
    nginxes,
    workers: WORKERS,
    replicas,
    stores: Math.max(storesByWork, storesByMemory),
    syncMicroseconds,
  });
  const planned = plans.map((each) => ({
    name: `${number(each.customers)} customers`,
    perSecond: each.perSecond,
    deployment: deploy(each),
  }));
  const { perSecond, deployment } = planned.at(-1) as (typeof planned)[number];
  const { replicas, stores } = deployment;
  const but = (name: string, change: Partial<Deployment>) => ({
    name: `the last ${name}`,
    perSecond,
    deployment: { ...deployment, ...change },
  });
  return [
    ...planned,
    but("with half the replicas", { replicas: Math.ceil(replicas / 2) }),
    but("with half the Redis servers", { stores: Math.ceil(stores / 2) }),
    but("with disks five times as slow", { syncMicroseconds: 5 * syncMicroseconds }),
    but("without waiting for disks", { syncMicroseconds: 0 }),
  ];
}

function printPlans(plans: readonly Plan[]): void {
  const columns = [
    "customers",
    "clicks a second",
    "nginx, by work",
    "by connections",
    "replicas for clicks",
    "processors for sign-ins",
    "Redis, by work",
    "by memory",
    "in Redis",
  ];
  print(`| ${columns.join(" | ")} |`);
  print(`|${" --- |".repeat(columns.length)}`);
  for (const each of plans) print(row(each));
}

function row({ bytes, ...counts }: Plan): string {
  const { customers, perSecond, nginxes, nginxesByConnections, replicas, signInProcessors } = counts;
  const cells = [customers, perSecond, nginxes, nginxesByConnections, replicas, signInProcessors];
  const stores = [counts.storesByWork, counts.storesByMemory];
  const inRedis = bytes < 1e9 ? `${number(bytes / 1e6)} MB` : `${number(bytes / 1e9)} GB`;
  return `| ${[...cells, ...stores].map(number).join(" | ")} | ${inRedis} |`;
}

function resultRow(name: string, sent: number, { latency, busy, unanswered }: Result): string {
  // more than are under way at any moment: they never will be answered
  if (unanswered > sent / 20) return `| ${name} | does not keep up | | ${percents(busy)} |`;
  const times = ({ p50, p99 }: { p50: number; p99: number }) => `${ms(p50)} · ${ms(p99)}`;
  return `| ${name} | ${times(latency.get)} | ${times(latency.change)} | ${percents(busy)} |`;
}

function percents(busy: Result["busy"]): string {
  return Object.values(busy)
    .map((share) => `${Math.round(share * 100)} %`)
    .join(", ");
}

const { values } = parseArgs({ options: { seed: { type: "string" }, help: { type: "boolean" } } });
if (values.help) process.stdout.write(HELP);
else await main(Number(values.seed ?? 1));
