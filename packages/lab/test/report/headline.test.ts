import { expect, test } from "vitest";
import type { Experiment } from "../../src/engine/experiment.ts";
import { checkoutBug } from "../../src/experiments/checkout-bug.ts";
import { deadReplica } from "../../src/experiments/dead-replica.ts";
import { fourScenarios } from "../../src/experiments/four-scenarios.ts";
import { between, render, type Sample, textOf } from "./sample-report.ts";

test("the headline is that of the last experiment that came out as predicted and has one", () => {
  const first: Sample = { name: "first", headline: () => "The first headline." };
  const last: Sample = { name: "last", headline: () => "The last headline." };
  const titleOf = (run: readonly Sample[]) => textOf(between(render(run), "<h1>", "</h1>"));
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
