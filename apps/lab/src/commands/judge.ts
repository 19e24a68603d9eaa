import { EXIT, LabError } from "@shop/lab/errors.ts";
import { ALL_EXPERIMENTS } from "@shop/lab/experiments/index.ts";
import { readHistory } from "@shop/lab/history/file.ts";
import { exitCodeOf, judgeExperiment } from "@shop/lab/prove/verdict.ts";
import { verdictTable } from "@shop/lab/report/verdict-table.ts";
import { Command } from "commander";
import { print } from "../output.ts";

export const judgeCommand = () =>
  new Command("judge")
    .description("judge a recorded history again, from the file alone")
    .argument("<history>", "a .jsonl file that prove wrote")
    .action(async (path: string, { json }: { json?: boolean }) => {
      const history = await readHistory(path);
      const experiment = ALL_EXPERIMENTS.find(({ name }) => name === history.header.experiment);
      if (!experiment)
        throw new LabError(
          `There is no experiment "${history.header.experiment}" any more.`,
          undefined,
          EXIT.usage,
        );
      const verdict = judgeExperiment(experiment, history);
      print(json, verdict, verdictTable([verdict]));
      process.exitCode = exitCodeOf([verdict]);
    });
