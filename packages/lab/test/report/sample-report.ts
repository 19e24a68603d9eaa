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

export const arms = ({ observed = { redis: "20 of 20 completed" } }: Sample) =>
  Object.keys(observed).map(
    (scenario): Arm => ({
      name: scenario,
      role: "subject",
      scenario: scenario as ScenarioName,
      replicas: 3,
      predicts: { says: `predicted for ${scenario}`, holds: () => true },
    }),
  );

export const experimentOf = (told: Sample): Experiment => ({
  name: told.name,
  claim: told.claim ?? `The claim of ${told.name}.`,
  method: `The method of ${told.name}.`,
  meaning: `The meaning of ${told.name}.`,
  arms: arms(told),
  run: async () => {},
  measure: () => ({ observed: "", unsteady: null, numbers: {} }),
  figures: told.figures ?? [{ plot: "served" }, { plot: "fates" }],
  evidence: told.row ? [{ row: told.row, sticky: ["sticky-ip", "sticky-cookie"], shared: ["redis"] }] : [],
  ...(told.headline && { headline: told.headline }),
});

export const verdictOf = (told: Sample): ExperimentVerdict => ({
  experiment: told.name,
  claim: told.claim ?? `The claim of ${told.name}.`,
  verdict: told.verdict ?? "passed",
  why: told.unsteady ?? null,
  arms: arms(told).map(
    ({ name, role, scenario, predicts }): ArmVerdict => ({
      arm: name,
      role,
      predicted: predicts.says,
      observed: told.observed?.[scenario] ?? "20 of 20 completed",
      asPredicted: told.verdict !== "deviated",
      unsteady: told.unsteady ?? null,
      numbers: told.numbers ?? {},
    }),
  ),
});

/** Two customers in each arm, one of whom is forgotten by a replica and never served again. */
export const historyOf = (told: Sample): ExperimentHistory => ({
  header: { experiment: told.name, seed: 7, quick: true, runtime: "native", began: "2026-01-02T03:04:05Z" },
  arms: new Map(
    arms(told).map(({ name }) => {
      const { events } = new HistoryBuilder()
        .fillCart("ann", "shop-1")
        .fillCart("bob", "shop-2")
        .buy("ann", "shop-1")
        .findNothing("bob", "shop-3")
        .answer("bob", "cart", { type: "unknown" });
      return [name, { events, acts: told.acts ?? [], samples: [] }];
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
