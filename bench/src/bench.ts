import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { LAB_DIR, ROOT } from "@shop/lab/paths.ts";
import { versionsOf } from "@shop/lab/report/versions.ts";
import { sum } from "@shop/lab/statistics.ts";
import { execa } from "execa";
import { SHOP_REDIS } from "./contestants.ts";
import { compare, MILLION, type Row } from "./goals.ts";
import { bringUpAll, measurementsOf } from "./line-up.ts";
import { measureInTurns, type Slice } from "./measure.ts";
import { plot } from "./plot.ts";
import { cleanUp } from "./processes.ts";
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
  const stands = await bringUpAll(size, say);
  const slices = await measureInTurns(stands.flatMap(measurementsOf), { ...size, say });
  requireRightAnswers(slices);
  const of = (name: string) => stands.find((stand) => stand.name === name);
  const idleMemory = of(SHOP_REDIS.name)?.idleMemory ?? Number.NaN;
  const session = of(MILLION)?.bytesPerSession ?? Number.NaN;
  return { rows: compare(slices, { idleMemory, session }), slices: Object.fromEntries(slices) };
}

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
  const { stdout: commit } = await execa("git", ["rev-parse", "--short", "HEAD"], {
    cwd: ROOT,
    reject: false,
  });
  const [cpu] = cpus();
  return {
    date: new Date().toISOString(),
    // an archive has no history
    commit: commit || null,
    cpu: `${cpus().length} × ${cpu?.model}`,
    ...(await versionsOf("native")),
  };
}

function print({ rows, slices }: Result): void {
  const own = new Map(Object.entries(slices));
  const busiest = Math.max(...[...own.values()].flat().map(({ generatorLoad }) => generatorLoad));
  const tables = [cpuTable(own), detailsTable(own), goalsTable(rows)];
  process.stdout.write(
    `${tables.join("\n\n")}\n\nAll answers were right. The load generator was never the bottleneck: it was busy for at most ${(busiest * 100).toFixed(0)} % of a core.\n`,
  );
}

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => cleanUp().finally(() => process.exit(1)));
try {
  await main();
} finally {
  await cleanUp();
}
