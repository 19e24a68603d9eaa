import { HistoryBuilder } from "@shop/testing/history-builder.ts";
import type { Arm, ComparisonRow, Experiment, Figure } from "../../src/engine/experiment.ts";
import type { ArmVerdict, ExperimentVerdict, Verdict } from "../../src/engine/verdict.ts";
import type { ExperimentHistory } from "../../src/history/file.ts";
import type { Act } from "../../src/history/history.ts";
import { renderReport } from "../../src/report/html.ts";
import type { Journal } from "../../src/report/journal.ts";
import type { ScenarioName } from "../../src/scenarios.ts";

export interface Sample {
  name: string;
  claim?: string;
  verdict?: Verdict;
  /** What was observed, by scenario. */
  observed?: Partial<Record<ScenarioName, string>>;
  numbers?: Record<string, number>;
  unsteady?: string;
  acts?: Act[];
  figures?: readonly Figure[];
  row?: ComparisonRow;
  headline?: NonNullable<Experiment["headline"]>;
}

const arms = ({ observed = { redis: "20 of 20 completed" } }: Sample) =>
  Object.keys(observed).map(
    (scenario): Arm => ({
      name: scenario,
      role: "subject",
      scenario: scenario as ScenarioName,
      replicas: 3,
      predicts: { says: `predicted for ${scenario}`, holds: () => true },
    }),
  );

export const experimentOf = (sample: Sample): Experiment => ({
  name: sample.name,
  claim: sample.claim ?? `The claim of ${sample.name}.`,
  method: `The method of ${sample.name}.`,
  meaning: `The meaning of ${sample.name}.`,
  arms: arms(sample),
  run: async () => {},
  measure: () => ({ observed: "", unsteady: null, numbers: {} }),
  figures: sample.figures ?? [{ plot: "served" }, { plot: "fates" }],
  evidence: sample.row
    ? [{ row: sample.row, sticky: ["sticky-ip", "sticky-cookie"], shared: ["redis"] }]
    : [],
  ...(sample.headline && { headline: sample.headline }),
});

const verdictOf = (sample: Sample): ExperimentVerdict => ({
  experiment: sample.name,
  claim: sample.claim ?? `The claim of ${sample.name}.`,
  verdict: sample.verdict ?? "passed",
  why: sample.unsteady ?? null,
  arms: arms(sample).map(
    ({ name, role, scenario, predicts }): ArmVerdict => ({
      arm: name,
      role,
      predicted: predicts.says,
      observed: sample.observed?.[scenario] ?? "20 of 20 completed",
      asPredicted: sample.verdict !== "deviated",
      unsteady: sample.unsteady ?? null,
      numbers: sample.numbers ?? {},
    }),
  ),
});

/** Two customers in each arm, one of whom is forgotten by a replica and never served again. */
export const historyOf = (sample: Sample): ExperimentHistory => ({
  header: { experiment: sample.name, seed: 7, quick: true, runtime: "native", began: "2026-01-02T03:04:05Z" },
  arms: new Map(
    arms(sample).map(({ name }) => {
      const { events } = new HistoryBuilder()
        .fillCart("ann", "shop-1")
        .fillCart("bob", "shop-2")
        .buy("ann", "shop-1")
        .findNothing("bob", "shop-3")
        .answer("bob", "cart", { type: "unknown" });
      return [name, { events, acts: sample.acts ?? [], samples: [] }];
    }),
  ),
});

export const journalOf = (run: readonly Sample[]): Journal => ({
  schema: 1,
  runtime: "native",
  seed: 7,
  quick: true,
  began: "2026-01-02T03:04:05Z",
  ended: "2026-01-02T03:09:05Z",
  versions: { node: "26.0.0", nginx: "1.29.9", redis: null, os: "Linux 6" },
  machine: { cpus: 2, memory: 4 * 2 ** 30 },
  verdicts: run.map(verdictOf),
});

export const render = (run: readonly Sample[], notRun: readonly Sample[] = []) =>
  renderReport(journalOf(run), [...run, ...notRun].map(experimentOf), run.map(historyOf));

/** What a reader sees of some markup. */
export const textOf = (markup: string) =>
  markup
    .replace(/<style>.*?<\/style>|<svg.*?<\/svg>|<[^>]*>/gs, " ")
    .replace(/\s+/g, " ")
    .trim();

export const between = (page: string, begin: string, end: string) =>
  page.slice(page.indexOf(begin), page.indexOf(end, page.indexOf(begin)));

/** The row of the comparison that is about this. */
export const comparisonRow = (page: string, about: string) =>
  textOf(between(between(page, 'class="bars comparison"', "</table>"), `>${about}</th>`, "</tr>").slice(1));
