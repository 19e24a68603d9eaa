import { Command } from "commander";
import { EXIT, LabError } from "../errors.ts";
import { ALL_EXPERIMENTS } from "../experiments/index.ts";
import { readHistory } from "../history/file.ts";
import { print } from "../output.ts";
import { judgeExperiment } from "../prove/verdict.ts";
import { verdictTable } from "../report/verdict-table.ts";
import { exitCodeOf } from "./prove.ts";

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
