import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { JsonTestResults } from "vitest/node";
import type { LabError } from "../packages/lab/src/errors.ts";
import { ComposeRuntime } from "../packages/lab/src/runtime/compose/compose.ts";
import { findTools } from "../packages/lab/src/runtime/native/tools.ts";
import { isInForeignSwarm, swarmUnavailable } from "../packages/lab/src/runtime/swarm/engine.ts";

const ROOT = join(import.meta.dirname, "..");
const BIN = join(ROOT, "node_modules", ".bin");

/** What tests came to. */
interface Outcome {
  readonly passed: number;
  readonly skipped: number;
  /** Each that failed: its name and why. */
  readonly failures: readonly string[];
  /** Each that passed at its second try only, likewise. */
  readonly retried?: readonly string[];
}

async function run(program: string, ...args: string[]): Promise<boolean> {
  const child = spawn(join(BIN, program), args, { cwd: ROOT, stdio: "inherit" });
  const [code] = await once(child, "exit");
  return code === 0;
}

/** A check that passes or fails as a whole. */
async function check(program: string, ...args: string[]): Promise<Outcome> {
  const ok = await run(program, ...args);
  return { passed: ok ? 1 : 0, skipped: 0, failures: ok ? [] : [[program, ...args].join(" ")] };
}

/** Vitest on the test files whose path contains one of `filters`. A run in which no test ran counts as a failure. */
async function vitest(project: "unit" | "e2e", ...filters: string[]): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), "test-report-"));
  const report = join(folder, "report.json");
  const ok = await run(
    "vitest",
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...filters,
  );
  const text = await readFile(report, "utf8").catch(() => "{}");
  await rm(folder, { recursive: true });
  const { numPassedTests: passed = 0, numPendingTests: skipped = 0, testResults = [] } = JSON.parse(text);
  const failures = [...reportsOf(testResults, "failed"), ...brokenFiles(testResults)];
  const isGreen = ok && passed > 0;
  if (!isGreen && failures.length === 0)
    failures.push(`vitest --project ${project}: no test ran, or an error happened outside of tests`);
  return { passed, skipped, failures, retried: reportsOf(testResults, "passed") };
}

type Files = JsonTestResults["testResults"];

/** The tests that failed, or those that passed after they had failed: their names and what went wrong. */
const reportsOf = (files: Files, status: "failed" | "passed"): string[] =>
  files.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter((test) => test.status === status && (status === "failed" || test.failureMessages?.length))
      .map(({ fullName, failureMessages }) =>
        [`${relative(ROOT, name)}: ${fullName}`, ...(failureMessages ?? []).map(withoutStack)].join("\n"),
      ),
  );

/** Files that failed though none of their tests did. */
const brokenFiles = (files: Files): string[] =>
  files
    .filter(
      (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
    )
    .map(({ name, message }) => `${relative(ROOT, name)}\n${message}`);

const withoutStack = (message: string) => message.split("\n    at ")[0];

async function kubernetesTests(): Promise<Outcome> {
  const { error } = spawnSync("kubectl", ["version", "--client"]);
  if (!error) return vitest("e2e", "kubernetes.test");
  return couldNotRun("the tests of the manifests for Kubernetes: kubectl is not here", process.env.CI);
}

async function nativeTests(): Promise<Outcome> {
  if (noTools === null) return vitest("e2e", "native.test");
  return couldNotRun(`the tests on bare processes: ${noTools}`, process.env.CI);
}

async function composeTests(): Promise<Outcome> {
  const reason = await ComposeRuntime.unavailable();
  if (reason === null) return vitest("e2e", "compose.test");
  return couldNotRun(`the compose tests: ${reason}`, process.env.REQUIRE_DOCKER);
}

/** They make a swarm of this engine, and leave it. */
async function swarmTests(): Promise<Outcome> {
  const reason =
    (await ComposeRuntime.unavailable()) ??
    (await swarmUnavailable()) ??
    ((await isInForeignSwarm()) ? "this engine is in a swarm that the lab did not make" : null);
  if (reason === null) return vitest("e2e", "swarm.test");
  return couldNotRun(`the tests on Docker Swarm: ${reason}`, process.env.REQUIRE_DOCKER);
}

/** `mustRun`: the variable that makes it a failure, where nobody would read that something was left out. */
function couldNotRun(what: string, mustRun: string | undefined): Outcome {
  if (mustRun) return { passed: 0, skipped: 0, failures: [`could not run, but had to: ${what}`] };
  notRun.push(what);
  return { passed: 0, skipped: 1, failures: [] };
}

const notRun: string[] = [];
const steps: [string, () => Promise<Outcome>][] = [
  ["format and lint", () => check("biome", "ci", ".")],
  ["types", () => check("tsc", "--noEmit")],
  ["types of the control room's page", () => check("tsc", "--noEmit", "-p", "packages/control-room")],
  [
    "dependencies point one way",
    () =>
      check(
        "depcruise",
        "--config",
        ".dependency-cruiser.cjs",
        "--output-type",
        "err",
        "apps",
        "bench",
        "deploy",
        "new",
        "packages",
        "scripts",
      ),
  ],
  ["nothing is unused", () => check("knip", "--no-progress")],
  ["unit and contract tests", () => vitest("unit")],
  ["manifests for Kubernetes", kubernetesTests],
  ["end to end on bare processes", nativeTests],
  ["end to end on Docker Compose", composeTests],
  ["end to end on Docker Swarm", swarmTests],
];

/** Why the tests that need the machine's nginx and Redis cannot run; null where they can. */
const noTools = await findTools((line) => process.stdout.write(`${line}\n`)).then(
  () => null,
  ({ message, hint }: LabError) => [message, hint].filter(Boolean).join(" "),
);
const outcomes: Outcome[] = [];
for (const [name, step] of steps) {
  process.stdout.write(`\n── ${name}\n`);
  outcomes.push(await step());
}
const sum = (count: (outcome: Outcome) => number) => outcomes.map(count).reduce((a, b) => a + b, 0);
const failures = outcomes.flatMap((outcome) => outcome.failures);
const skipped = sum((outcome) => outcome.skipped);
for (const test of outcomes.flatMap(({ retried = [] }) => retried))
  process.stdout.write(`\nPassed at the second try: ${test}\n`);
// again, because what an early step printed is thousands of lines up
for (const failure of failures) process.stdout.write(`\nFAILED: ${failure}\n`);
for (const reason of notRun) process.stdout.write(`\nNot run: ${reason}.\n`);
process.stdout.write(
  `\n${sum(({ passed }) => passed)} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`,
);
process.exitCode = failures.length > 0 ? 1 : 0;
