import { expect, test } from "vitest";
import type { Figure } from "../../src/engine/experiment.ts";
import { renderReport } from "../../src/report/html.ts";
import { experimentOf, historyOf, journalOf, render, type Sample } from "./sample-report.ts";

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

test("arms are drawn to one time scale, which is zero when the lab first acts, with the same room for the names of acts", () => {
  const kill = (time: number) => [
    { time, act: "kill", member: "shop-2" },
    { time: time + 500, act: "kill done", member: "shop-2" },
  ];
  const sample: Sample = { name: "dead-replica", observed: { "sticky-cookie": "", redis: "" } };
  const history = historyOf(sample);
  const arms = new Map(
    [...history.arms].map(([arm, seen], i) => [arm, { ...seen, acts: kill(i === 0 ? 1000 : 4000) }]),
  );
  const page = renderReport(journalOf([sample]), [experimentOf(sample)], [{ ...history, arms }]);
  const panels = page.match(/<svg[^>]*aria-labelledby.*?<\/svg>/gs)?.slice(0, 2) ?? [];
  const kills = panels.map((panel) => /<text[^>]*transform="([^"]*)"[^>]*>kill shop-2</.exec(panel)?.[1]);
  expect(kills[0]).toMatch(/^translate/);
  expect(kills[1]).toBe(kills[0]);
  expect(panels.map((panel) => /viewBox="([^"]*)"/.exec(panel)?.[1])).toEqual([
    expect.stringMatching(/^0 0 400/),
    /viewBox="([^"]*)"/.exec(panels[0] ?? "")?.[1],
  ]);
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

test("a figure of a part of the run is left out where its mark is missing", () => {
  const figures = [{ plot: "load", from: "load" }] as const;
  expect(() => render([{ name: "any", figures }])).toThrow('no mark "load"');
  const acts = [{ time: 0, act: "load" }];
  expect(render([{ name: "any", figures, acts }])).toContain("Who carried the load");
});

test("looks that were polled are among the answers", () => {
  const run: readonly Sample[] = [{ name: "any", figures: [{ plot: "latency", operation: "cart" }] }];
  const polls = [{ time: 0, perSecond: 1000, waits: [2, 2, 2, 7], wrong: 0 }];
  const arms = new Map([["redis", { events: [], acts: [], samples: [], polls }]]);
  const page = renderReport(
    journalOf(run),
    run.map(experimentOf),
    run.map((sample) => ({ ...historyOf(sample), arms })),
  );
  expect(page).toContain("4 answers. p50: 2 ms, p90: 7 ms, p99: 7 ms.");
});

test("a history without requests can be reported", () => {
  const figures: readonly Figure[] = [
    { plot: "served" },
    { plot: "load" },
    { plot: "latency", operation: "cart" },
    { plot: "kept" },
    { plot: "fates" },
  ];
  const run = figures.map((figure): Sample => ({ name: figure.plot, figures: [figure] }));
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
