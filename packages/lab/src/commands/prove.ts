import { join } from "node:path";
import { Command } from "commander";
import { EXIT, LabError } from "../errors.ts";
import { EXPERIMENTS } from "../experiments/index.ts";
import { print, say } from "../output.ts";
import { LAB_DIR } from "../paths.ts";
import type { Experiment } from "../prove/experiment.ts";
import { runExperiments } from "../prove/runner.ts";
import { type ExperimentVerdict, judgeExperiment } from "../prove/verdict.ts";
import { writeUp } from "../report/journal.ts";
import { publish } from "../report/publish.ts";
import { verdictTable } from "../report/verdict-table.ts";
import { chooseRuntime } from "../runtime/choose.ts";
import type { RuntimeName } from "../runtime/runtime.ts";
import { runtimeOption, shopPort, wholeNumber } from "./arguments.ts";

interface ProveOptions {
  list?: boolean;
  quick?: boolean;
  seed: number;
  out: string;
  runtime?: RuntimeName;
  json?: boolean;
}

export const proveCommand = () =>
  new Command("prove")
    .description("run the experiments: each a claim, a prediction made before, an observation and a verdict")
    .argument("[name...]", "which experiments; all where left out")
    .option("--list", "say which there are")
    .option("--quick", "fewer customers, less time")
    .option(
      "--seed <n>",
      "where chance begins: the same seed makes the same choices",
      wholeNumber(0, 2 ** 31 - 1),
      1,
    )
    .option("--out <folder>", "where the report, the journal and the histories go", join(LAB_DIR, "report"))
    .addOption(runtimeOption())
    .action(prove);

async function prove(names: string[], options: ProveOptions): Promise<void> {
  const { list, quick = false, seed, out, json } = options;
  const experiments = choose(names);
  if (list) return printList(json, experiments);
  const interruption = new AbortController();
  process.once("SIGINT", () => interruption.abort(new Error("interrupted")));
  const runtime = await chooseRuntime(options.runtime);
  say(`seed ${seed}`);
  const began = new Date().toISOString();
  const histories = await runExperiments(experiments, {
    runtime,
    port: shopPort(),
    seed,
    quick,
    signal: interruption.signal,
    say,
  });
  const verdicts = histories.map((history, i) => judgeExperiment(experiments[i] as Experiment, history));
  const journal = await writeUp({ runtime: runtime.name, seed, quick, began, verdicts });
  const report = await publish(out, journal, histories);
  print(json, journal, `\n${verdictTable(verdicts)}\n\nReport: ${report}`);
  process.exitCode = exitCodeOf(verdicts);
}

/** Deviating weighs more than not knowing. */
export function exitCodeOf(verdicts: readonly ExperimentVerdict[]): number {
  if (verdicts.some(({ verdict }) => verdict === "deviated")) return EXIT.failed;
  return verdicts.every(({ verdict }) => verdict === "passed") ? EXIT.done : EXIT.undecided;
}

function choose(names: readonly string[]): readonly Experiment[] {
  const unknown = names.find((name) => !EXPERIMENTS.some((experiment) => experiment.name === name));
  if (unknown) {
    const known = EXPERIMENTS.map(({ name }) => name).join(", ");
    throw new LabError(`There is no experiment "${unknown}".`, `There are: ${known}.`, EXIT.usage);
  }
  return names.length === 0 ? EXPERIMENTS : EXPERIMENTS.filter(({ name }) => names.includes(name));
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
