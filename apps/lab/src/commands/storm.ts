import { storm as experiment } from "@shop/lab/experiments/storm.ts";
import { type RunOptions, runAndReport } from "./prove.ts";

export const storm = (options: RunOptions): Promise<void> => runAndReport([experiment], options);
