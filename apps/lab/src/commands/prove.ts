import type { Experiment } from "@shop/lab/engine/experiment.ts";
import { type Failure, runExperiments } from "@shop/lab/engine/runner.ts";
import { type ExperimentVerdict, exitCodeOf, judgeExperiment } from "@shop/lab/engine/verdict.ts";
import { EXIT, LabError } from "@shop/lab/errors.ts";
import { fourScenarios } from "@shop/lab/experiments/four-scenarios.ts";
import {
  ALL_EXPERIMENTS,
  EXPERIMENTS,
  reportedWith,
  requireExperiment,
} from "@shop/lab/experiments/index.ts";
import { storm as stormExperiment } from "@shop/lab/experiments/storm.ts";
import { writeUp } from "@shop/lab/report/journal.ts";
import { publish, requireWritable } from "@shop/lab/report/publish.ts";
import { verdictTable } from "@shop/lab/report/verdict-table.ts";
import { chooseRuntime } from "@shop/lab/runtime/choose.ts";
import { makeRoom } from "@shop/lab/runtime/make-room.ts";
import type { Runtime, RuntimeName } from "@shop/lab/runtime/runtime.ts";
import { shopPort } from "../arguments.ts";
import { untilInterrupted } from "../interruption.ts";
import { print, say } from "../output.ts";

/** Options of every verb that runs experiments. */
interface ProveOptions {
  quick?: boolean;
  customers?: number;
  seed: number;
  out: string;
  runtime?: RuntimeName;
  force?: boolean;
  json?: boolean;
}

export async function prove(
  names: string[],
  { list, ...options }: ProveOptions & { list?: boolean },
): Promise<void> {
  if (list) printList(options.json, choose(names));
  else await runAndReport(choose(names), options);
}

export const demo = (options: ProveOptions): Promise<void> => runAndReport([fourScenarios], options);
export const storm = (options: ProveOptions): Promise<void> => runAndReport([stormExperiment], options);

/** Runs these experiments, prints the verdicts and leaves report, journal and histories. The exit code says how it went. */
async function runAndReport(wanted: readonly Experiment[], options: ProveOptions): Promise<void> {
  const { quick = false, seed, out, json } = options;
  const signal = untilInterrupted();
  const runtime = await chooseRuntime(options.runtime);
  const experiments = await possible(wanted, runtime);
  await requireWritable(out);
  await makeRoom({ port: shopPort(), force: options.force }, say);
  say(`seed ${seed}`);
  const began = new Date().toISOString();
  const { histories, failures } = await runExperiments(experiments, {
    runtime,
    port: shopPort(),
    seed,
    quick,
    customers: options.customers,
    signal,
    say,
  });
  const verdicts = histories.map((history) =>
    explain(judgeExperiment(requireExperiment(history.header.experiment), history), failures),
  );
  const journal = await writeUp({ runtime: runtime.name, seed, quick, began, verdicts });
  const report = await publish(out, journal, reportedWith(experiments), histories);
  print(json, journal, `\n${verdictTable(verdicts)}\n\nReport: ${report}`);
  for (const { what } of failures) say(`${what} failed: why is said above`);
  process.exitCode = failures.length > 0 ? EXIT.failed : exitCodeOf(verdicts);
}

/** Adds to the verdict why an arm was not run. */
function explain(verdict: ExperimentVerdict, failures: readonly Failure[]): ExperimentVerdict {
  const reasons = failures
    .filter(({ experiment }) => experiment === verdict.experiment)
    .map(({ error }) => `${error instanceof Error ? error.message : error}`.replaceAll(/\s+/g, " "));
  return reasons.length === 0 ? verdict : { ...verdict, why: [verdict.why, ...new Set(reasons)].join("; ") };
}

/** Leaves out the experiments that cannot be run here, and says which. Throws a LabError if none is left. */
async function possible(wanted: readonly Experiment[], runtime: Runtime): Promise<readonly Experiment[]> {
  const whyNotSlow = wanted.some(({ needsSlowDisk }) => needsSlowDisk)
    ? await runtime.slowDiskUnavailable()
    : null;
  const whyNoPeers = typeof runtime.peers === "string" && runtime.peers;
  const whyOneList =
    !runtime.setReplicas && `on ${runtime.name} no nginx can have a list of replicas of its own`;
  const whyNot = ({ needsSlowDisk, needsPeers, needsBalancers }: Experiment) =>
    (needsSlowDisk && whyNotSlow) || (needsPeers && whyNoPeers) || (needsBalancers && whyOneList) || null;
  const notRun = wanted.flatMap((experiment) => {
    const reason = whyNot(experiment);
    return reason ? [`Not run: ${experiment.name}: ${reason}.`] : [];
  });
  if (wanted.length > 0 && notRun.length === wanted.length)
    throw new LabError(notRun.join("\n"), undefined, EXIT.undecided);
  for (const line of notRun) say(line);
  return wanted.filter((experiment) => whyNot(experiment) === null);
}

/** The experiments with these names, each once, in the order of the story. Without names, all that `prove` runs by default. */
function choose(names: readonly string[]): readonly Experiment[] {
  if (names.length === 0) return EXPERIMENTS;
  const wanted = new Set(names.map(requireExperiment));
  return ALL_EXPERIMENTS.filter((experiment) => wanted.has(experiment));
}

function printList(json: boolean | undefined, experiments: readonly Experiment[]): void {
  const list = experiments.map(({ name, claim, arms }) => ({
    name,
    claim,
    arms: arms.map((arm) => arm.name),
  }));
  print(
    json,
    list,
    list.map(({ name, claim, arms }) => `${name}\n  ${claim}\n  ${arms.join(", ")}`).join("\n\n"),
  );
}
