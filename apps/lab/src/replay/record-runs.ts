import { join } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";
import { chooseRuntime } from "@shop/lab/runtime/choose.ts";
import { recordRun } from "./record-run.ts";
import { REPLAY_RUNS, type ReplayRun } from "./runs.ts";

/*
 * Records the runs in docs/recordings anew, or those that the arguments name: scripts/replays [name …]
 */
const names = process.argv.slice(2);
const wanted = names.length === 0 ? REPLAY_RUNS : names.map(runNamed);
const runtime = await chooseRuntime("native");
for (const run of wanted)
  await recordRun(run, runtime, join(ROOT, "docs", "recordings", `${run.name}.jsonl.gz`));

function runNamed(wanted: string): ReplayRun {
  const run = REPLAY_RUNS.find(({ name }) => name === wanted);
  if (run) return run;
  throw new Error(`There is no run "${wanted}", only ${REPLAY_RUNS.map(({ name }) => name).join(", ")}.`);
}
