import { join } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";
import { chooseRuntime } from "@shop/lab/runtime/choose.ts";
import { takeDown } from "@shop/lab/runtime/take-down.ts";
import { say } from "../output.ts";
import { recordRun } from "./record-run.ts";
import { REPLAY_RUNS } from "./runs.ts";

/*
 * Records the runs in docs/recordings anew, or those that the arguments name: scripts/replays [name …]
 */
const names = process.argv.slice(2);
const wanted = REPLAY_RUNS.filter(({ name }) => names.length === 0 || names.includes(name));
const runtime = await chooseRuntime("native");
await takeDown(say);
for (const run of wanted)
  await recordRun(run, runtime, join(ROOT, "docs", "recordings", `${run.name}.jsonl.gz`));
