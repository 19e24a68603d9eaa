import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { LAB_DIR, ROOT } from "@shop/lab/paths.ts";
import { versionsOf } from "@shop/lab/report/versions.ts";
import { sum } from "@shop/lab/statistics.ts";
import { CONTESTANTS, FLOOR, SHOP_REDIS } from "./contestants.ts";
import { compare, EIGHT, EIGHT_FLOORS, MILLION, type Row, THOUSAND } from "./goals.ts";
import { type Measurement, measureInTurns, nameOf, type Slice } from "./measure.ts";
import { plot } from "./plot.ts";
import { cleanUp } from "./processes.ts";
import { bringUp, type Stand } from "./stand.ts";
import { cpuTable, detailsTable, goalsTable } from "./tables.ts";

const HELP = `Usage: scripts/bench [--quick] [--out FOLDER]

Measures the shop against Express and against a hand-written floor, all on this machine, each with an nginx and a Redis of its
own, in slices that take turns. Prints tables of CPU time and of ratios, and writes bench.json and bench.svg.

  --quick        few and short slices, and no million customers: shows that everything works, the figures mean nothing
  --out FOLDER   where the files go (.lab/bench)
`;

/** How much is measured. */
const FULL = { rounds: 15, requests: 5000, thousand: 1000, million: 1_000_000 };
const QUICK = { rounds: 2, requests: 500, thousand: 500, million: 2000 };

const say = (line: string) => process.stderr.write(`· ${line}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { quick: { type: "boolean" }, out: { type: "string" }, help: { type: "boolean" } },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const size = values.quick ? QUICK : FULL;
  const result = await run(size);
  const out = values.out ?? join(LAB_DIR, "bench");
  await mkdir(out, { recursive: true });
  await writeFile(join(out, "bench.json"), JSON.stringify({ ...(await about()), size, ...result }, null, 1));
  await writeFile(join(out, "bench.svg"), plot(result.slices));
  print(result);
  say(`files: ${relative(process.cwd(), out) || "."}`);
}

interface Result {
  readonly rows: readonly Row[];
  readonly slices: Record<string, Slice[]>;
}

async function run(size: typeof FULL): Promise<Result> {
  const contestants = await bringUpContestants();
  const others = await bringUpVariants(size);
  const slices = await measureInTurns([...contestants.flatMap(everyWay), ...others.map(look)], {
    ...size,
    say,
  });
  requireRightAnswers(slices);
  const idleMemory = contestants.find(({ name }) => name === SHOP_REDIS.name)?.idleMemory ?? Number.NaN;
  const session = others.find(({ name }) => name === MILLION)?.bytesPerSession ?? Number.NaN;
  return { rows: compare(slices, { idleMemory, session }), slices: Object.fromEntries(slices) };
}

async function bringUpContestants(): Promise<Stand[]> {
  const stands: Stand[] = [];
  for (const contestant of CONTESTANTS) {
    say(`starting ${contestant.name}`);
    stands.push(await bringUp(contestant));
  }
  return stands;
}

/** Further stands, each different in one thing. */
async function bringUpVariants({ thousand, million }: typeof FULL): Promise<Stand[]> {
  const variants = [
    { contestant: SHOP_REDIS, name: EIGHT, replicas: 8 },
    { contestant: FLOOR, name: EIGHT_FLOORS, replicas: 8 },
    { contestant: SHOP_REDIS, name: THOUSAND, sessions: thousand },
    { contestant: SHOP_REDIS, name: MILLION, sessions: million },
  ];
  const stands: Stand[] = [];
  for (const { contestant, ...variant } of variants) {
    say(`starting ${contestant.name}: ${variant.name}`);
    stands.push(await bringUp(contestant, variant));
  }
  return stands;
}

/** Each way to ask a contestant. */
function everyWay(stand: Stand): Measurement[] {
  const ways = (["direct", "nginx"] as const).flatMap((via) =>
    (["get", "change"] as const).map((kind) => ({ name: nameOf(stand.name, via, kind), stand, via, kind })),
  );
  return stand.name === SHOP_REDIS.name
    ? [...ways, { ...look(stand), name: nameOf(stand.name, "nginx", "page"), kind: "page" }]
    : ways;
}

const look = (stand: Stand): Measurement => ({
  name: nameOf(stand.name, "nginx", "get"),
  stand,
  via: "nginx",
  kind: "get",
});

function requireRightAnswers(slices: ReadonlyMap<string, Slice[]>): void {
  for (const [name, own] of slices) {
    const wrong = sum(own.map((slice) => slice.wrong));
    if (wrong > 0)
      throw new Error(
        `${name}: ${wrong} requests did not get the right answer, so the figures mean nothing.`,
      );
  }
}

/** What the figures come from. */
async function about() {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], {
    cwd: ROOT,
    encoding: "utf8",
  }).trim();
  const [cpu] = cpus();
  return {
    date: new Date().toISOString(),
    commit,
    cpu: `${cpus().length} × ${cpu?.model}`,
    ...(await versionsOf("native")),
  };
}

function print({ rows, slices }: Result): void {
  const own = new Map(Object.entries(slices));
  const busiest = Math.max(...[...own.values()].flat().map(({ generatorLoad }) => generatorLoad));
  const tables = [cpuTable(own), detailsTable(own), goalsTable(rows)];
  process.stdout.write(
    `${tables.join("\n\n")}\n\nAll answers were right. The load generator was busy for at most ${(busiest * 100).toFixed(0)} % of a core.\n`,
  );
}

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => cleanUp().finally(() => process.exit(1)));
try {
  await main();
} finally {
  await cleanUp();
}
