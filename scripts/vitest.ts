import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Outcome, ROOT, run } from "./outcome.ts";
import type { TestReport } from "./test-reporter.ts";

type Project = "unit" | "e2e";

/**
 * Vitest on the test files whose path contains one of `filters`. A run in which no test ran counts as a failure.
 *
 * In CI a file that failed may try once more: others use CI's machines, too, and many tests are about times. It is the whole
 * file, because tests that follow one another, as those of the tour do, cannot begin in the middle.
 */
export async function vitest(project: Project, ...filters: string[]): Promise<Outcome> {
  const first = await runOnce(project, filters);
  const failed = first.files.filter(({ failures }) => failures.length > 0);
  if (!process.env.CI || failed.length === 0) return outcomeOf(project, first);
  const paths = failed.map(({ path }) => path);
  process.stdout.write(`\n── once more, because something failed: ${paths.join(", ")}\n`);
  const second = await runOnce(project, paths);
  if (second.files.length < paths.length) second.errors.push("Not all of them were run once more.");
  const passed = first.files.filter((file) => !failed.includes(file));
  return {
    ...outcomeOf(project, { files: [...passed, ...second.files], errors: second.errors }),
    // what was thrown outside of tests may be of those that failed
    retried: failuresIn(first),
  };
}

async function runOnce(project: Project, filters: readonly string[]): Promise<TestReport> {
  const folder = await mkdtemp(join(tmpdir(), "test-report-"));
  const report = join(folder, "report.json");
  process.env.TEST_REPORT = report;
  const reporters = ["default", join(ROOT, "scripts", "test-reporter.ts")].map(
    (name) => `--reporter=${name}`,
  );
  const ok = await run("vitest", "run", "--project", project, ...reporters, ...filters);
  const text = await readFile(report, "utf8").catch(() => '{"files":[],"errors":[]}');
  await rm(folder, { recursive: true });
  const { files, errors }: TestReport = JSON.parse(text);
  if (!ok && failuresIn({ files, errors }).length === 0) errors.push("vitest fails, and does not say why.");
  return { files, errors };
}

function outcomeOf(project: Project, { files, errors }: TestReport): Outcome {
  const sum = (count: "passed" | "skipped") => files.reduce((total, file) => total + file[count], 0);
  const failures = failuresIn({ files, errors });
  if (failures.length === 0 && sum("passed") === 0) failures.push(`vitest --project ${project}: no test ran`);
  return { passed: sum("passed"), skipped: sum("skipped"), failures };
}

const failuresIn = ({ files, errors }: TestReport): string[] => [
  ...files.flatMap(({ failures }) => failures),
  ...errors,
];
