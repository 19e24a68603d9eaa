import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Experiment } from "../engine/experiment.ts";
import { type ExperimentHistory, writeHistory } from "../history/file.ts";
import type { Journal } from "./journal.ts";

/**
 * Writes the histories, journal and report of a run into a folder. `experiments` are those that the report is about, including those
 * that were not run. Returns the path of the report.
 */
export async function publish(
  folder: string,
  journal: Journal,
  experiments: readonly Experiment[],
  histories: readonly ExperimentHistory[],
): Promise<string> {
  for (const history of histories) {
    await writeHistory(join(folder, "histories", `${history.header.experiment}.jsonl`), history);
  }
  await writeFile(join(folder, "journal.json"), `${JSON.stringify(journal, null, 2)}\n`);
  // the plotting library loads slowly: only a run waits for it
  const { renderReport } = await import("./html.ts");
  const report = join(folder, "report.html");
  await writeFile(report, renderReport(journal, experiments, histories));
  return report;
}
