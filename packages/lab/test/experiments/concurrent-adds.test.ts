import { HistoryBuilder } from "@shop/testing/history-builder.ts";
import { describe, expect, test } from "vitest";
import { judgeArm } from "../../src/engine/verdict.ts";
import { concurrentAdds } from "../../src/experiments/concurrent-adds.ts";
import type { ArmHistory } from "../../src/history/file.ts";
import type { Act, Sample } from "../../src/history/history.ts";
import { armOf } from "./judge.ts";

function _recorded(builder: HistoryBuilder, acts: Act[] = [], samples: Sample[] = []): ArmHistory {
  return { events: builder.events, acts, samples };
}

describe("concurrent-adds", () => {
  const adds = (acknowledged: number, found: number) => {
    const builder = new HistoryBuilder().answer("ann", "sign-in", { wanted: "ann" });
    for (let i = 0; i < acknowledged; i++) builder.answer("ann", "add", { wanted: "abacus" });
    return builder.answer("ann", "cart", { seen: { items: { abacus: found } } });
  };
  const [subject, control] = [armOf(concurrentAdds, "subject"), armOf(concurrentAdds, "control")];

  test("a cart of its own must keep every acknowledged item, and nothing else", () => {
    expect(judgeArm(concurrentAdds, subject, adds(50, 50))).toMatchObject({
      asPredicted: true,
      unsteady: null,
    });
    expect(judgeArm(concurrentAdds, subject, adds(50, 49)).asPredicted).toBe(false);
    expect(judgeArm(concurrentAdds, subject, adds(50, 51)).asPredicted).toBe(false);
  });

  test("the control must lose items", () => {
    expect(judgeArm(concurrentAdds, control, adds(50, 3)).asPredicted).toBe(true);
    expect(judgeArm(concurrentAdds, control, adds(50, 50)).asPredicted).toBe(false);
  });

  test("an add with an unknown outcome makes it unsteady", () => {
    const silent = new HistoryBuilder().answer("ann", "sign-in", {}).answer("ann", "add", {});
    silent
      .answer("ann", "add", { type: "unknown" })
      .answer("ann", "cart", { seen: { items: { abacus: 2 } } });
    expect(judgeArm(concurrentAdds, subject, silent).unsteady).toContain("unknown outcome");
  });
});
