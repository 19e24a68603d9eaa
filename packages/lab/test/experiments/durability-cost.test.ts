import { HistoryBuilder } from "@shop/testing/history-builder.ts";
import { describe, expect, test } from "vitest";
import type { Arm } from "../../src/engine/experiment.ts";
import { judgeArm } from "../../src/engine/verdict.ts";
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

  test("without a slice nothing was measured", () => {
    const history = new HistoryBuilder().fillCart("ann", "shop-1");
    expect(judgeArm(durabilityCost, always, history).unsteady).toContain("nothing was measured");
  });
});
