import { EXIT, LabError } from "@shop/lab/errors.ts";
import { ALL_EXPERIMENTS } from "@shop/lab/experiments/index.ts";
import { readHistory } from "@shop/lab/history/file.ts";
import { exitCodeOf, judgeExperiment } from "@shop/lab/prove/verdict.ts";
import { verdictTable } from "@shop/lab/report/verdict-table.ts";
import { print } from "../output.ts";

export async function judge(path: string, { json }: { json?: boolean }): Promise<void> {
  const history = await readHistory(path);
  const name = history.header.experiment;
  const experiment = ALL_EXPERIMENTS.find((candidate) => candidate.name === name);
  if (!experiment) throw new LabError(`There is no experiment "${name}" any more.`, undefined, EXIT.usage);
  const verdict = judgeExperiment(experiment, history);
  print(json, verdict, verdictTable([verdict]));
  process.exitCode = exitCodeOf([verdict]);
}
