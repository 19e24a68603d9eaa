import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LabError } from "../packages/lab/src/errors.ts";
import { ComposeRuntime } from "../packages/lab/src/runtime/compose/compose.ts";
import { findTools } from "../packages/lab/src/runtime/native/tools.ts";

const ROOT = join(import.meta.dirname, "..");
const BIN = join(ROOT, "node_modules", ".bin");

/** Numbers of tests by outcome. */
interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

async function run(program: string, ...args: string[]): Promise<boolean> {
  const child = spawn(join(BIN, program), args, { cwd: ROOT, stdio: "inherit" });
  const [code] = await once(child, "exit");
  return code === 0;
}

/** A check that passes or fails as a whole. */
async function check(program: string, ...args: string[]): Promise<Count> {
  const ok = await run(program, ...args);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

/** Vitest on the test files whose path contains one of `filters`. A run in which no test ran counts as a failure. */
async function vitest(project: "unit" | "e2e", ...filters: string[]): Promise<Count> {
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
  const { numPassedTests: passed = 0, numFailedTests = 0, numPendingTests: skipped = 0 } = JSON.parse(text);
  return { passed, failed: ok && passed > 0 ? 0 : Math.max(1, numFailedTests), skipped };
}

async function kubernetesTests(): Promise<Count> {
  const { error } = spawnSync("kubectl", ["version", "--client"]);
  if (!error) return vitest("e2e", "kubernetes.test");
  notRun.push("the tests of the manifests for Kubernetes: kubectl is not here");
  return { passed: 0, failed: process.env.CI ? 1 : 0, skipped: 1 };
}

async function nativeTests(): Promise<Count> {
  if (noTools === null) return vitest("e2e", "native.test");
  notRun.push(`the tests on bare processes: ${noTools}`);
  return { passed: 0, failed: process.env.CI ? 1 : 0, skipped: 1 };
}

async function composeTests(): Promise<Count> {
  const reason = await ComposeRuntime.unavailable();
  if (reason === null) return vitest("e2e", "compose.test");
  if (process.env.REQUIRE_DOCKER === "1") {
    process.stdout.write(
      `\nFAILED: the compose tests could not run, and REQUIRE_DOCKER=1 says they must: ${reason}.\n`,
    );
    return { passed: 0, failed: 1, skipped: 0 };
  }
  notRun.push(`the compose tests: ${reason}`);
  return { passed: 0, failed: 0, skipped: 1 };
}

const notRun: string[] = [];
const steps: [string, () => Promise<Count>][] = [
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
];

/** Why the tests that need the machine's nginx and Redis cannot run; null where they can. */
const noTools = await findTools((line) => process.stdout.write(`${line}\n`)).then(
  () => null,
  ({ message, hint }: LabError) => [message, hint].filter(Boolean).join(" "),
);
const total = { passed: 0, failed: 0, skipped: 0 };
for (const [name, step] of steps) {
  process.stdout.write(`\n── ${name}\n`);
  const { passed, failed, skipped } = await step();
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}
for (const reason of notRun) process.stdout.write(`\nNot run: ${reason}.\n`);
process.stdout.write(
  `\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}\n`,
);
process.exitCode = total.failed > 0 ? 1 : 0;
