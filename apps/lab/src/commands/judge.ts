import { exitCodeOf, judgeExperiment } from "@shop/lab/engine/verdict.ts";
import { requireExperiment } from "@shop/lab/experiments/index.ts";
import { readHistory } from "@shop/lab/history/file.ts";
import { verdictTable } from "@shop/lab/report/verdict-table.ts";
import { print } from "../output.ts";

export async function judge(path: string, { json }: { json?: boolean }): Promise<void> {
  const history = await readHistory(path);
  const verdict = judgeExperiment(requireExperiment(history.header.experiment), history);
  print(json, verdict, verdictTable([verdict]));
  process.exitCode = exitCodeOf([verdict]);
}
