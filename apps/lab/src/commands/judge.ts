import { exitCodeOf, judgeExperiment } from "@shop/lab/engine/verdict.ts";
import { requireExperiment } from "@shop/lab/experiments/index.ts";
import { readHistory } from "@shop/lab/history/file.ts";
import { verdictTable } from "@shop/lab/report/verdict-table.ts";
import { Command } from "commander";
import { print } from "../output.ts";

export const judgeCommand = () =>
  new Command("judge")
    .description("judge a recorded history again, from the file alone")
    .argument("<history>", "a .jsonl file that prove wrote")
    .action(async (path: string, { json }: { json?: boolean }) => {
      const history = await readHistory(path);
      const verdict = judgeExperiment(requireExperiment(history.header.experiment), history);
      print(json, verdict, verdictTable([verdict]));
      process.exitCode = exitCodeOf([verdict]);
    });
