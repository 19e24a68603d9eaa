import { mkdir, mkdtemp, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Experiment } from "../engine/experiment.ts";
import { EXIT, LabError } from "../errors.ts";
import { type ExperimentHistory, writeHistory } from "../history/file.ts";
import type { Journal } from "./journal.ts";

/** Makes the folder of a report. Throws a LabError where nothing can be written there: a run is too long to find that out at its end. */
export async function requireWritable(folder: string): Promise<void> {
  const histories = join(folder, "histories");
  try {
    await mkdir(histories, { recursive: true });
    for (const part of [folder, histories]) await rmdir(await mkdtemp(join(part, "try-")));
  } catch (error) {
    throw new LabError(
      `The report cannot be written to ${folder}: ${(error as Error).message}`,
      "Choose another folder: --out <folder>",
      EXIT.usage,
    );
  }
}

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
