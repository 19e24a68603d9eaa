import { HistoryBuilder } from "@shop/testing/history-builder.ts";
import { describe, expect, test } from "vitest";
import type { Arm } from "../../src/engine/experiment.ts";
import { judgeArm, judgeExperiment } from "../../src/engine/verdict.ts";
import { durabilityCost } from "../../src/experiments/durability-cost.ts";
import type { ArmHistory } from "../../src/history/file.ts";

describe("durability-cost", () => {
  const [everysec, always, slow] = durabilityCost.arms as [Arm, Arm, Arm];
  const slice = (milliseconds: number): ArmHistory => {
    const { events } = new HistoryBuilder().fillCart("ann", "shop-1");
    const begins = events.length;
    const add = { shopper: "ann", operation: "add", wanted: "abacus" } as const;
    events.push({ time: begins, ...add, type: "invoke" });
    events.push({ time: begins + milliseconds, ...add, type: "ok", status: 200 });
    return { events, acts: [{ time: begins, act: "slice" }], samples: [] };
  };
  const judge = (arm: Arm, milliseconds: number) =>
    judgeArm(durabilityCost, arm, slice(milliseconds), new Map([[everysec.name, slice(5)]]));

  test("a change may take a little longer, and the control's must take much longer", () => {
    expect(judge(always, 10)).toMatchObject({ asPredicted: true, unsteady: null });
    expect(judge(always, 40).asPredicted).toBe(false);
    expect(judge(slow, 60).asPredicted).toBe(true);
    expect(judge(slow, 10).asPredicted).toBe(false);
  });

  test("nothing can be said when a change was not made, and it does not count as one", () => {
    const history = slice(10);
    const time = history.events.at(-1)?.time ?? 0;
    const answers = [
      { type: "fail", status: 429 },
      { type: "unknown", status: 503 },
      { type: "unknown" },
      { type: "fail", status: 429 },
    ] as const;
    const refused = answers.flatMap((answer, n) => {
      const add = { time, shopper: "bob", operation: "add", wanted: "abacus", key: `${n}` } as const;
      return [{ ...add, type: "invoke" } as const, { ...add, ...answer }];
    });
    const all = new Map([[everysec.name, slice(5)]]);
    const { unsteady, numbers } = judgeArm(
      durabilityCost,
      always,
      { ...history, events: [...history.events, ...refused] },
      all,
    );
    expect(unsteady).toBe("changes were not made: 2 × 429, 1 × 503, 1 × without an answer");
    expect(numbers).toMatchObject({ "p50 in ms": 10, "changes a second": 100 });
  });

  test("nothing can be said of changes that take longer than some that were not measured", () => {
    const header = { experiment: "durability-cost", seed: 1, quick: true, runtime: "none", began: "" };
    const verdictWith = (base: ArmHistory) =>
      judgeExperiment(durabilityCost, {
        header,
        arms: new Map([
          [everysec.name, base],
          [always.name, slice(40)],
          [slow.name, slice(60)],
        ]),
      }).verdict;
    expect(verdictWith(slice(5))).toBe("deviated");
    const { events, ...base } = slice(5);
    const refused = events.map((event, i) =>
      i < events.length - 1 ? event : { ...event, type: "fail" as const },
    );
    expect(verdictWith({ ...base, events: refused })).toBe("inconclusive");
  });

  test("without a slice nothing was measured", () => {
    const history = new HistoryBuilder().fillCart("ann", "shop-1");
    expect(judgeArm(durabilityCost, always, history).unsteady).toContain("nothing was measured");
  });
});
