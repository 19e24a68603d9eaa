import { HistoryBuilder } from "@shop/testing/history-builder.ts";
import { expect, test } from "vitest";
import { judgeExperiment } from "../../src/engine/verdict.ts";
import { redisCost } from "../../src/experiments/redis-cost.ts";
import type { ArmHistory } from "../../src/history/file.ts";
import { judge } from "./judge.ts";

/** How long the n-th look of a slice waits, in milliseconds. */
type Wait = (look: number) => number;

/** A customer looks into the cart a hundred times in each slice; `wrong` looks of each do not show it. */
function looked(waits: readonly Wait[], wrong = 0): ArmHistory {
  const { events, acts, samples } = new HistoryBuilder().fillCart("ann", "shop-1");
  const polls = waits.map((wait, slice) => ({
    time: events.length + slice,
    perSecond: 1000,
    waits: Array.from({ length: 100 }, (_, look) => wait(look)),
    wrong,
  }));
  return { events, acts, samples, polls };
}

const always = (milliseconds: number) => () => milliseconds;
const slowest = (count: number, milliseconds: number) => (look: number) => (look < count ? milliseconds : 5);
const four = (wait: Wait) => looked(new Array(4).fill(wait));
const memory = four(always(5));
const judged = (arm: string, history: ArmHistory) =>
  judge(redisCost, arm, history, new Map([["memory", memory]]));
const verdictOn = (arm: string, history: ArmHistory) => {
  const { asPredicted, unsteady } = judged(arm, history);
  return unsteady ?? asPredicted;
};

test("the others are compared with memory, slice by slice", () => {
  expect(verdictOn("memory", memory)).toBe(true);
  expect(judged("memory", memory).observed).toBe("p50 5 ms, p99 5 ms");
  const { observed } = judged("redis", looked([5.08, 5.15, 5.11, 9].map(always)));
  expect(observed).toBe("p50 0.11 ms above memory's (0.08 to 0.15), p99 0.11 ms (0.08 to 0.15)");
});

test("redis: the median may be a millisecond above memory's, and no more", () => {
  expect(verdictOn("redis", four(always(5)))).toBe(true);
  expect(verdictOn("redis", four(always(6)))).toBe(true);
  expect(verdictOn("redis", four(always(6.1)))).toBe(false);
});

test("redis: one look in a hundred may wait for 50 ms more, and not longer", () => {
  expect(verdictOn("redis", four(slowest(2, 55)))).toBe(true);
  expect(verdictOn("redis", four(slowest(2, 56)))).toBe(false);
});

test("memory again: nothing can be said where memory differs from itself by more than the limit", () => {
  expect(verdictOn("memory again", memory)).toBe(true);
  expect(verdictOn("memory again", looked([5.5, 5.9, 5, 12].map(always)))).toBe(true);
  const busy = "too busy to tell: memory differs from itself by";
  expect(verdictOn("memory again", looked([5, 5, 12, 12].map(always)))).toContain(`${busy} 0 to 7`);
  expect(verdictOn("memory again", four(always(3)))).toContain(`${busy} -2 to -2`);
  expect(verdictOn("memory again", four(slowest(2, 60)))).toContain(`${busy} 55 to 55`);
});

test("slow redis: a pause must show in the slowest answers", () => {
  expect(verdictOn("slow redis", four(slowest(5, 300)))).toBe(true);
  expect(verdictOn("slow redis", four(slowest(5, 60)))).toBe(false);
});

test("looks without a cart prove nothing, unless Redis was paused", () => {
  const refused = looked(new Array(4).fill(slowest(5, 300)), 2);
  for (const arm of ["memory", "memory again", "redis"])
    expect(verdictOn(arm, refused), arm).toBe("8 looks did not show a cart");
  expect(verdictOn("slow redis", refused)).toBe(true);
});

test("nothing can be said without a slice, or where nobody could sign in", () => {
  expect(verdictOn("redis", looked([]))).toContain("nothing was measured");
  const events = memory.events.filter(({ operation }) => operation !== "sign-in");
  expect(verdictOn("redis", { ...memory, events })).toContain("no customer came");
});

test("on a machine that is too busy to tell, nothing can be said about redis; a control that was not measured is no excuse", () => {
  const header = { experiment: "redis-cost", seed: 1, quick: false, runtime: "none", began: "" };
  const verdictWith = (again: ArmHistory, slow: ArmHistory) => {
    const arms = { memory, "memory again": again, redis: four(always(9)), "slow redis": slow };
    return judgeExperiment(redisCost, { header, arms: new Map(Object.entries(arms)) }).verdict;
  };
  expect(verdictWith(memory, four(slowest(5, 300)))).toBe("deviated");
  expect(verdictWith(memory, looked([]))).toBe("deviated");
  expect(verdictWith(four(always(3)), four(slowest(5, 300)))).toBe("inconclusive");
});
