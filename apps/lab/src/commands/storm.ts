import { storm as experiment } from "@shop/lab/experiments/storm.ts";
import { type ProveOptions, runAndReport } from "./prove.ts";

export const storm = (options: ProveOptions): Promise<void> => runAndReport([experiment], options);
