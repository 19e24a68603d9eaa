import { spawnSync } from "node:child_process";
import type { LabError } from "../packages/lab/src/errors.ts";
import { ComposeRuntime } from "../packages/lab/src/runtime/compose/compose.ts";
import { docker } from "../packages/lab/src/runtime/compose/docker.ts";
import { findTools } from "../packages/lab/src/runtime/native/tools.ts";
import { isInForeignSwarm, swarmUnavailable } from "../packages/lab/src/runtime/swarm/engine.ts";
import { type Outcome, run } from "./outcome.ts";
import { vitest } from "./vitest.ts";

/** A check that passes or fails as a whole. */
async function check(program: string, ...args: string[]): Promise<Outcome> {
  const ok = await run(program, ...args);
  return { passed: ok ? 1 : 0, skipped: 0, failures: ok ? [] : [[program, ...args].join(" ")] };
}

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
    ((await isInForeignSwarm()) ? "this engine is in a swarm that the lab did not make" : null) ??
    (process.env.REQUIRE_DOCKER ? null : await wouldDisturb());
  if (reason === null) return vitest("e2e", "swarm.test");
  return couldNotRun(`the tests on Docker Swarm: ${reason}`, process.env.REQUIRE_DOCKER);
}

/** Why leaving a swarm would disturb others; null where it would not. */
async function wouldDisturb(): Promise<string | null> {
  const running = await docker(["ps", "--format", "{{.Names}}"]);
  const names = running.trim().split("\n").join(", ");
  return names === ""
    ? null
    : `leaving a swarm would make this engine forget the names of what runs on it: ${names}`;
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
  process.stdout.write(`\nFailed at its first try: ${test}\n`);
// again, because what an early step printed is thousands of lines up
for (const failure of failures) process.stdout.write(`\nFAILED: ${failure}\n`);
for (const reason of notRun) process.stdout.write(`\nNot run: ${reason}.\n`);
process.stdout.write(
  `\n${sum(({ passed }) => passed)} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`,
);
process.exitCode = failures.length > 0 ? 1 : 0;
