import { fourScenarios } from "@shop/lab/experiments/four-scenarios.ts";
import { Command } from "commander";
import { wholeNumber } from "../arguments.ts";
import { type RunOptions, runAndReport, withRunOptions } from "./prove.ts";

export const demoCommand = () =>
  withRunOptions(new Command("demo"), "demo")
    .description(
      "the whole story: customers shop in each scenario, a replica dies under them, and we count who got hurt",
    )
    .option("--customers <n>", "customers in each scenario; default: 60", wholeNumber(2, 500))
    .action((options: RunOptions) => runAndReport([fourScenarios], options));
