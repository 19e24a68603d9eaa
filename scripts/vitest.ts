import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { JsonTestResults } from "vitest/node";
import { type Outcome, ROOT, run } from "./outcome.ts";

type Project = "unit" | "e2e";
type TestFile = JsonTestResults["testResults"][number];

interface Run {
  readonly files: readonly TestFile[];
  /** Whether vitest itself was content. */
  readonly ok: boolean;
}

/**
 * Vitest on the test files whose path contains one of `filters`. A run in which no test ran counts as a failure.
 *
 * In CI a file that failed may try once more: others use CI's machines, too, and many tests are about times. It is the whole
 * file, because tests that follow one another, as those of the tour do, cannot begin in the middle.
 */
export async function vitest(project: Project, ...filters: string[]): Promise<Outcome> {
  const first = await runOnce(project, filters);
  const failed = first.files.filter(hasFailed);
  if (!process.env.CI || failed.length === 0) return outcomeOf(project, first);
  const paths = failed.map(pathOf);
  process.stdout.write(`\n── once more, because something failed: ${paths.join(", ")}\n`);
  const second = await runOnce(project, paths);
  const passed = first.files.filter((file) => !hasFailed(file));
  return {
    ...outcomeOf(project, { files: [...passed, ...second.files], ok: second.ok }),
    retried: failed.flatMap(failuresIn),
  };
}

async function runOnce(project: Project, filters: readonly string[]): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), "test-report-"));
  const report = join(folder, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const ok = await run("vitest", "run", "--project", project, ...reporters, ...filters);
  const text = await readFile(report, "utf8").catch(() => "{}");
  await rm(folder, { recursive: true });
  const { testResults = [] }: Partial<JsonTestResults> = JSON.parse(text);
  return { files: testResults, ok };
}

function outcomeOf(project: Project, { files, ok }: Run): Outcome {
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const passed = tests.filter(({ status }) => status === "passed").length;
  const failures = files.flatMap(failuresIn);
  if (failures.length === 0 && (!ok || passed === 0))
    failures.push(`vitest --project ${project}: no test ran, or an error happened outside of tests`);
  const failed = tests.filter(({ status }) => status === "failed").length;
  return { passed, skipped: tests.length - passed - failed, failures };
}

/** What failed in a file, and why: its tests, or the file itself where it failed outside of them. */
function failuresIn(file: TestFile): string[] {
  const tests = file.assertionResults.filter(({ status }) => status === "failed");
  if (hasFailed(file) && tests.length === 0) return [`${pathOf(file)}\n${file.message}`];
  return tests.map(({ fullName, failureMessages }) =>
    [`${pathOf(file)}: ${fullName}`, ...(failureMessages ?? []).map(withoutStack)].join("\n"),
  );
}

const hasFailed = ({ status }: TestFile) => status === "failed";
const pathOf = ({ name }: TestFile) => relative(ROOT, name);
const withoutStack = (message: string) => message.split("\n    at ")[0];
