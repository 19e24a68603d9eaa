import { join } from "node:path";
import type { Experiment } from "@shop/lab/engine/experiment.ts";
import { runExperiments } from "@shop/lab/engine/runner.ts";
import { exitCodeOf, judgeExperiment } from "@shop/lab/engine/verdict.ts";
import { EXIT, LabError } from "@shop/lab/errors.ts";
import {
  ALL_EXPERIMENTS,
  EXPERIMENTS,
  reportedWith,
  requireExperiment,
} from "@shop/lab/experiments/index.ts";
import { LAB_DIR } from "@shop/lab/paths.ts";
import { writeUp } from "@shop/lab/report/journal.ts";
import { publish } from "@shop/lab/report/publish.ts";
import { verdictTable } from "@shop/lab/report/verdict-table.ts";
import { chooseRuntime } from "@shop/lab/runtime/choose.ts";
import { makeRoom } from "@shop/lab/runtime/make-room.ts";
import type { Runtime, RuntimeName } from "@shop/lab/runtime/runtime.ts";
import { Command } from "commander";
import { forceOption, runtimeOption, shopPort, wholeNumber } from "../arguments.ts";
import { print, say } from "../output.ts";

export interface RunOptions {
  quick?: boolean;
  customers?: number;
  seed: number;
  out: string;
  runtime?: RuntimeName;
  force?: boolean;
  json?: boolean;
}

export const proveCommand = () =>
  withRunOptions(new Command("prove"))
    .description("run the experiments: each a claim, a prediction made before, an observation and a verdict")
    .argument("[name...]", "which experiments; where left out all but the demo and the storm")
    .option("--list", "say which there are")
    .action((names: string[], { list, ...options }: RunOptions & { list?: boolean }) =>
      list ? printList(options.json, choose(names)) : runAndReport(choose(names), options),
    );

/** How much, by which chance, on what and where to: for every verb that runs experiments. */
export const withRunOptions = (command: Command, out = "report") =>
  command
    .option("--quick", "fewer customers, less time")
    .option(
      "--seed <n>",
      "where chance begins: the same seed makes the same choices",
      wholeNumber(0, 2 ** 31 - 1),
      1,
    )
    .option("--out <folder>", "where the report, the journal and the histories go", join(LAB_DIR, out))
    .addOption(runtimeOption())
    .addOption(forceOption());

/** Runs these experiments, prints the verdicts and leaves report, journal and histories. The exit code says how it went. */
export async function runAndReport(wanted: readonly Experiment[], options: RunOptions): Promise<void> {
  const { quick = false, seed, out, json } = options;
  const interruption = new AbortController();
  process.once("SIGINT", () => interruption.abort(new Error("interrupted")));
  const runtime = await chooseRuntime(options.runtime);
  await makeRoom(shopPort(), options.force, say);
  const experiments = await possible(wanted, runtime);
  say(`seed ${seed}`);
  const began = new Date().toISOString();
  const histories = await runExperiments(experiments, {
    runtime,
    port: shopPort(),
    seed,
    quick,
    customers: options.customers,
    signal: interruption.signal,
    say,
  });
  const verdicts = histories.map((history) =>
    judgeExperiment(requireExperiment(history.header.experiment), history),
  );
  const journal = await writeUp({ runtime: runtime.name, seed, quick, began, verdicts });
  const report = await publish(out, journal, reportedWith(experiments), histories);
  print(json, journal, `\n${verdictTable(verdicts)}\n\nReport: ${report}`);
  process.exitCode = exitCodeOf(verdicts);
}

/** Without those that this machine cannot run, which are named; an error where that leaves none. */
async function possible(wanted: readonly Experiment[], runtime: Runtime): Promise<readonly Experiment[]> {
  const needy = wanted.filter(({ needsSlowDisk }) => needsSlowDisk);
  const reason = needy.length > 0 ? await runtime.slowDiskUnavailable() : null;
  if (reason === null) return wanted;
  const notRun = `Not run: ${needy.map(({ name }) => name).join(", ")}: ${reason}.`;
  if (needy.length === wanted.length) throw new LabError(notRun, undefined, EXIT.undecided);
  say(notRun);
  return wanted.filter((experiment) => !needy.includes(experiment));
}

/** The experiments of these names in the order of the story, each once; those that `prove` runs where there are no names. */
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
