import { Command } from "commander";
import { storm } from "../experiments/storm.ts";
import { type RunOptions, runAndReport, withRunOptions } from "./prove.ts";

export const stormCommand = () =>
  withRunOptions(new Command("storm"))
    .description("kill a replica every second while customers shop, and count what they notice")
    .action((options: RunOptions) => runAndReport([storm], options));
