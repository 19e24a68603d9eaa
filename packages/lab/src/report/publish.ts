import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ALL_EXPERIMENTS, EXPERIMENTS } from "../experiments/index.ts";
import { type ExperimentHistory, writeHistory } from "../history/file.ts";
import type { Journal } from "./journal.ts";

/** Writes all that is known of a run into a folder, histories first; gives the path of the report that people read. */
export async function publish(
  folder: string,
  journal: Journal,
  histories: readonly ExperimentHistory[],
): Promise<string> {
  for (const history of histories) {
    await writeHistory(join(folder, "histories", `${history.header.experiment}.jsonl`), history);
  }
  await writeFile(join(folder, "journal.json"), `${JSON.stringify(journal, null, 2)}\n`);
  // the plotting library takes its time to load: no other verb should wait for it
  const { renderReport } = await import("./html.ts");
  const report = join(folder, "report.html");
  const ran = new Set(histories.map(({ header }) => header.experiment));
  // one that was left out is told of; the storm only where it raged
  const known = ALL_EXPERIMENTS.filter(
    (experiment) => EXPERIMENTS.includes(experiment) || ran.has(experiment.name),
  );
  await writeFile(report, renderReport(journal, known, histories));
  return report;
}
