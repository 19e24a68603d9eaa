import { EXIT, LabError } from "@shop/lab/errors.ts";
import { ALL_EXPERIMENTS, EXPERIMENTS } from "@shop/lab/experiments/index.ts";
import type { Experiment } from "@shop/lab/prove/experiment.ts";
import { runExperiments } from "@shop/lab/prove/runner.ts";
import { exitCodeOf, judgeExperiment } from "@shop/lab/prove/verdict.ts";
import { writeUp } from "@shop/lab/report/journal.ts";
import { publish } from "@shop/lab/report/publish.ts";
import { verdictTable } from "@shop/lab/report/verdict-table.ts";
import { chooseRuntime } from "@shop/lab/runtime/choose.ts";
import { makeRoom } from "@shop/lab/runtime/make-room.ts";
import type { Runtime, RuntimeName } from "@shop/lab/runtime/runtime.ts";
import { shopPort } from "../arguments.ts";
import { print, say } from "../output.ts";

/** Options of every verb that runs experiments. */
export interface ProveOptions {
  quick?: boolean;
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

/** Runs these experiments, prints the verdicts and leaves report, journal and histories. The exit code says how it went. */
export async function runAndReport(wanted: readonly Experiment[], options: ProveOptions): Promise<void> {
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
    signal: interruption.signal,
    say,
  });
  const verdicts = histories.map((history, i) => judgeExperiment(experiments[i] as Experiment, history));
  const journal = await writeUp({ runtime: runtime.name, seed, quick, began, verdicts });
  const report = await publish(out, journal, histories);
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

function choose(names: readonly string[]): readonly Experiment[] {
  const unknown = names.find((name) => !ALL_EXPERIMENTS.some((experiment) => experiment.name === name));
  if (unknown) {
    const known = ALL_EXPERIMENTS.map(({ name }) => name).join(", ");
    throw new LabError(`There is no experiment "${unknown}".`, `There are: ${known}.`, EXIT.usage);
  }
  return names.length === 0 ? EXPERIMENTS : ALL_EXPERIMENTS.filter(({ name }) => names.includes(name));
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
