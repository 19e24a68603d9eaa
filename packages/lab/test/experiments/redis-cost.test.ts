import { HistoryBuilder } from "@shop/testing/history-builder.ts";
import { expect, test } from "vitest";
import { redisCost } from "../../src/experiments/redis-cost.ts";
import type { ArmHistory } from "../../src/history/file.ts";
import { judge } from "./judge.ts";

/** One customer looks into the cart a hundred times in each slice; `waits`: how long each look takes, slice by slice. */
function looked(waits: readonly ((look: number) => number)[]): ArmHistory {
  const history = new HistoryBuilder().fillCart("ann", "shop-1");
  for (const wait of waits) {
    history.act("slice");
    const time = history.events.length;
    for (let n = 0; n < 100; n++) {
      const look = { shopper: "ann", operation: "cart", key: `${time} ${n}` } as const;
      history.events.push({ ...look, time, type: "invoke" });
      history.events.push({ ...look, time: time + wait(n) / 1000, type: "ok", status: 200 });
    }
  }
  // a step of the builder becomes a second, so that no answer reaches into the next slice
  return {
    samples: [],
    events: history.events.map((event) => ({ ...event, time: event.time * 1000 })),
    acts: history.acts.map((act) => ({ ...act, time: act.time * 1000 })),
  };
}

const always = (milliseconds: number) => () => milliseconds;
const memory = looked([always(5), always(5), always(5), always(5)]);
const verdictOn = (arm: string, history: ArmHistory) => {
  const { asPredicted, unsteady } = judge(redisCost, arm, history, new Map([["memory", memory]]));
  return unsteady ?? asPredicted;
};

test("the others are compared with memory", () => {
  expect(verdictOn("memory", memory)).toBe(true);
  expect(judge(redisCost, "memory", memory, new Map([["memory", memory]])).observed).toBe(
    "p50 5 ms, p99 5 ms",
  );
});

test("redis: the median may be two milliseconds above memory's, and no more", () => {
  const above = (milliseconds: number) => looked(new Array(4).fill(always(5 + milliseconds)));
  expect(verdictOn("redis", above(0))).toBe(true);
  expect(verdictOn("redis", above(2))).toBe(true);
  expect(verdictOn("redis", above(2.1))).toBe(false);
});

test("redis: nothing can be said where slices differ by more than the machine allows", () => {
  const busy = looked([always(5), always(5), always(12), always(12)]);
  expect(verdictOn("redis", busy)).toContain("too busy to tell");
});

test("slow redis: a pause must show in the slowest answers", () => {
  const paused = (milliseconds: number) =>
    looked(new Array(4).fill((look: number) => (look < 5 ? milliseconds : 5)));
  expect(verdictOn("slow redis", paused(300))).toBe(true);
  expect(verdictOn("slow redis", paused(60))).toBe(false);
});

test("nothing can be said without a slice, or where nobody could sign in", () => {
  expect(verdictOn("redis", looked([]))).toContain("nothing was measured");
  const events = memory.events.filter(({ operation }) => operation !== "sign-in");
  expect(verdictOn("redis", { ...memory, events })).toContain("no customer came");
});
