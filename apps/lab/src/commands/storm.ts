import { storm } from "@shop/lab/experiments/storm.ts";
import { Command } from "commander";
import { type RunOptions, runAndReport, withRunOptions } from "./prove.ts";

export const stormCommand = () =>
  withRunOptions(new Command("storm"))
    .description("kill a replica every second while customers shop, and count what they notice")
    .action((options: RunOptions) => runAndReport([storm], options));
