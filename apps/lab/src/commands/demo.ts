import { fourScenarios } from "@shop/lab/experiments/four-scenarios.ts";
import { type ProveOptions, runAndReport } from "./prove.ts";

export const demo = (options: ProveOptions): Promise<void> => runAndReport([fourScenarios], options);
