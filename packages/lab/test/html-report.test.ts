import { expect, test } from "vitest";
import type { Arm, ComparisonRow, Experiment, Figure } from "../src/engine/experiment.ts";
import type { ArmVerdict, ExperimentVerdict, Verdict } from "../src/engine/verdict.ts";
import { checkoutBug } from "../src/experiments/checkout-bug.ts";
import { deadReplica } from "../src/experiments/dead-replica.ts";
import { fourScenarios } from "../src/experiments/four-scenarios.ts";
import type { ExperimentHistory } from "../src/history/file.ts";
import type { Act } from "../src/history/history.ts";
import { renderReport } from "../src/report/html.ts";
import type { Journal } from "../src/report/journal.ts";
import type { ScenarioName } from "../src/scenarios.ts";
import { HistoryBuilder } from "./history-builder.ts";

interface Told {
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

const arms = ({ observed = { redis: "20 of 20 completed" } }: Told) =>
  Object.keys(observed).map(
    (scenario): Arm => ({
      name: scenario,
      role: "subject",
      scenario: scenario as ScenarioName,
      replicas: 3,
      predicts: { says: `predicted for ${scenario}`, holds: () => true },
    }),
  );

const experimentOf = (told: Told): Experiment => ({
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

const verdictOf = (told: Told): ExperimentVerdict => ({
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
const historyOf = (told: Told): ExperimentHistory => ({
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

const journalOf = (run: readonly Told[]): Journal => ({
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

const render = (run: readonly Told[], notRun: readonly Told[] = []) =>
  renderReport(journalOf(run), [...run, ...notRun].map(experimentOf), run.map(historyOf));

/** What a reader sees of some markup. */
const textOf = (markup: string) =>
  markup
    .replace(/<style>.*?<\/style>|<svg.*?<\/svg>|<[^>]*>/gs, " ")
    .replace(/\s+/g, " ")
    .trim();

const between = (page: string, begin: string, end: string) =>
  page.slice(page.indexOf(begin), page.indexOf(end, page.indexOf(begin)));

/** The row of the comparison that is about this. */
const comparisonRow = (page: string, about: string) =>
  textOf(between(between(page, 'class="bars comparison"', "</table>"), `>${about}</th>`, "</tr>").slice(1));

test("every experiment is told with claim, verdict, prediction beside observation, method and meaning", () => {
  const text = textOf(
    render([
      { name: "checkout-bug", observed: { bug: "0 of 20 completed", redis: "19 of 20 completed" } },
      { name: "scale-up", verdict: "deviated", observed: { redis: "2 % on the fresh replica" } },
    ]),
  );
  for (const name of ["checkout-bug", "scale-up"]) {
    for (const part of ["claim", "method", "meaning"]) expect(text).toContain(`The ${part} of ${name}.`);
  }
  expect(text).toContain("✓ as predicted checkout-bug The claim of checkout-bug.");
  expect(text).toContain("✗ not as predicted scale-up The claim of scale-up.");
  expect(text).toContain("redis predicted for redis ✗ 2 % on the fresh replica");
  expect(text).toContain("bug predicted for bug ✓ 0 of 20 completed");
});

test("the comparison's cells hold what was measured, sticky beside shared", () => {
  const row = comparisonRow(
    render([
      {
        name: "dead-replica",
        row: "server-dies",
        observed: { "sticky-cookie": "7 of 20 signed out", redis: "0 of 20 signed out" },
      },
    ]),
    "If a server dies",
  );
  const [sticky, shared] = row.split("The others carry on");
  expect(sticky).toContain("7 of 20 signed out dead-replica sticky-cookie");
  expect(shared).toContain("0 of 20 signed out dead-replica redis");
});

test("scenarios in which the same was seen are told once", () => {
  const seen = "20 of 20 completed";
  const row = comparisonRow(
    render([
      {
        name: "checkout-bug",
        row: "where-state-lives",
        observed: { "sticky-ip": seen, "sticky-cookie": seen },
      },
    ]),
    "Where the session lives",
  );
  expect(row).toContain(`${seen} checkout-bug sticky-ip, sticky-cookie`);
});

test("what was not run, or is inconclusive, is said to be not measured: no number stands for it", () => {
  const observed = { "sticky-cookie": "7 of 20 signed out", redis: "0 of 20 signed out" };
  const unsteady = "of 20 customers 3 could sign in";
  const page = render(
    [{ name: "dead-replica", row: "server-dies", verdict: "inconclusive", unsteady, observed }],
    [{ name: "rolling-deploy", row: "deploys" }],
  );
  const dies = comparisonRow(page, "If a server dies");
  expect(dies).not.toContain("7 of 20");
  expect(dies.match(/dead-replica not measured in this run/g)).toHaveLength(2);
  const deploys = comparisonRow(page, "Deploys");
  expect(deploys.match(/rolling-deploy not measured in this run/g)).toHaveLength(2);
  expect(textOf(page)).toContain(
    "– not run rolling-deploy The claim of rolling-deploy. not measured in this run",
  );
  expect(textOf(page)).toContain(`? ${unsteady}`);
});

test("a mark of a deviation stands in the comparison too", () => {
  const observed = { "sticky-cookie": "0 of 20 signed out" };
  const row = comparisonRow(
    render([{ name: "dead-replica", row: "server-dies", verdict: "deviated", observed }]),
    "If a server dies",
  );
  expect(row).toContain("0 of 20 signed out ✗ not as predicted");
});

test("the headline is that of the last experiment that came out as predicted and has one", () => {
  const first: Told = { name: "first", headline: () => "The first headline." };
  const last: Told = { name: "last", headline: () => "The last headline." };
  const titleOf = (run: readonly Told[]) => textOf(between(render(run), "<h1>", "</h1>"));
  expect(titleOf([first, last])).toBe("The last headline.");
  expect(titleOf([first, { ...last, verdict: "deviated" }])).toBe("The first headline.");
  expect(titleOf([{ ...first, headline: () => null }])).toBe("Sticky or shared?");
});

test.each([
  [deadReplica, { "sticky-cookie": { "carts lost": 7 }, redis: { "carts lost": 0 } }, "7 customers lost"],
  [deadReplica, { "sticky-cookie": { "carts lost": 0 }, redis: { "carts lost": 0 } }, null],
  [
    checkoutBug,
    { bug: { completed: 3, customers: 20 }, redis: { completed: 20, customers: 20 } },
    "3 of 20 customers got their order. Sessions shared: 20 of 20.",
  ],
  [
    fourScenarios,
    { "sticky-cookie": { "carts lost": 7, customers: 60 }, redis: { "carts lost": 0 } },
    "7 of 60 customers",
  ],
] as const)("$0.name makes a headline of its numbers, or none", (experiment: Experiment, numbers, said) => {
  const title = experiment.headline?.(new Map(Object.entries(numbers))) ?? null;
  if (said === null) expect(title).toBeNull();
  else expect(title).toContain(said);
});

test("plots say in words what they show", () => {
  const acts = [
    { time: 3, act: "kill", member: "shop-2" },
    { time: 4, act: "kill done", member: "shop-2" },
  ];
  const page = render([{ name: "dead-replica", acts, observed: { redis: "1 of 2 signed out" } }]);
  expect(page).toMatch(/<title[^>]*>redis: who was served by whom<\/title>/);
  expect(page).toMatch(/<desc[^>]*>2 customers\. .*1 became strangers\. After 0\.0 s: kill shop-2\.<\/desc>/);
  expect(page).toMatch(/<desc[^>]*>redis: 1 got the right order, 1 signed out and cart lost\.<\/desc>/);
  expect(page).toContain("here the customer became a stranger");
});

test.each<[Figure, title: string, description: string]>([
  [{ plot: "load" }, "redis: load by replica", "shop-1: 53 %, ×1.6 the fair share."],
  [
    { plot: "latency", operation: "cart" },
    "redis: how long answers took",
    "2 answers. p50: 1 ms, p90: 1 ms, p99: 1 ms.",
  ],
  [{ plot: "kept" }, "What became of acknowledged items", "redis: 3 kept, 47 lost."],
  [{ plot: "fates" }, "What became of the customers", "redis: 1 got the right order"],
])("$0.plot shows: $1", (figure, title, description) => {
  const page = render([{ name: "any", figures: [figure], numbers: { kept: 3, lost: 47, unexpected: 0 } }]);
  expect(page).toContain(`>${title}</title>`);
  expect(page).toContain(description);
});

test("a figure of a part of the run needs its mark", () => {
  const figures = [{ plot: "load", from: "load" }] as const;
  expect(() => render([{ name: "any", figures }])).toThrow('no mark "load"');
  const acts = [{ time: 0, act: "load" }];
  expect(render([{ name: "any", figures, acts }])).toContain("Who carried the load");
});

test("a history without a single request is no reason to fail", () => {
  const figures: readonly Figure[] = [
    { plot: "served" },
    { plot: "load" },
    { plot: "latency", operation: "cart" },
    { plot: "kept" },
    { plot: "fates" },
  ];
  const run = figures.map((figure): Told => ({ name: figure.plot, figures: [figure] }));
  const page = renderReport(
    journalOf(run),
    run.map(experimentOf),
    run.map((told) => ({
      ...historyOf(told),
      arms: new Map([["redis", { events: [], acts: [], samples: [] }]]),
    })),
  );
  expect(page).toContain("The claim of latency.");
});

test("whatever comes from a run is escaped", () => {
  const evil = `<img src=x onerror="alert('&')">`;
  const page = render([
    {
      name: "dead-replica",
      claim: evil,
      observed: { redis: evil },
      numbers: { [evil]: 1 },
      acts: [{ time: 1, act: evil }],
    },
    { name: "canary", verdict: "inconclusive", unsteady: evil },
  ]);
  expect(page).not.toContain("<img");
  expect(page).toContain("&lt;img src=x onerror=");
});

test("the page needs neither network nor script", () => {
  const page = render([{ name: "checkout-bug" }, { name: "redis-cost" }, { name: "behind-nat" }]);
  expect(page).not.toMatch(/<script|<link|<iframe|@import|javascript:/i);
  // the one address that may stand there is the name of the SVG namespace, which nobody fetches
  expect(page.replaceAll('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(/https?:\/\//);
  expect(page).not.toMatch(/url\((?!#)/);
});

test("the page is one line, and what stood on two lines has a space between", () => {
  const page = render([{ name: "checkout-bug" }]).trim();
  expect(page).not.toContain("\n");
  expect(page.replace(/<[^>]*>/g, "")).toContain("lie beside this file; scripts/lab judge judges one again");
});
