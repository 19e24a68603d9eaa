import { HistoryBuilder } from "@shop/testing/history-builder.ts";
import { describe, expect, test } from "vitest";
import { judgeArm } from "../../src/engine/verdict.ts";
import { slowDisk } from "../../src/experiments/slow-disk.ts";
import { armOf } from "./judge.ts";

describe("slow-disk", () => {
  const [subject, control] = [armOf(slowDisk, "subject"), armOf(slowDisk, "control")];
  /** Ann's order was acknowledged, bob's checkout was a 503 and is sent again. */
  const crash = ({
    found = ["1"],
    again = "2",
    left = {},
  }: {
    found?: string[];
    again?: string;
    left?: object;
  }) => {
    const history = new HistoryBuilder().fillCart("ann", "shop-1").fillCart("bob", "shop-2");
    history.answer("ann", "checkout", { status: 201, seen: { orderId: "1" } });
    history.answer("bob", "checkout", { type: "unknown", status: 503, key: "k" }).act("recovered");
    if (again) history.answer("bob", "checkout", { status: 201, key: "k", seen: { orderId: again } });
    for (const id of [...found, ...(again ? [again] : [])]) history.answer("ann", "order", { wanted: id });
    return history.answer("bob", "cart", { seen: { items: left as Record<string, number> } });
  };

  test("every acknowledged order must be there, and what was a 503 be placed when sent again", () => {
    expect(judgeArm(slowDisk, subject, crash({}))).toMatchObject({ asPredicted: true, unsteady: null });
    expect(judgeArm(slowDisk, subject, crash({ found: [] })).asPredicted).toBe(false);
    expect(judgeArm(slowDisk, subject, crash({ again: "" })).asPredicted).toBe(false);
    expect(judgeArm(slowDisk, subject, crash({ left: { abacus: 1 } })).asPredicted).toBe(false);
  });

  test("the control must have lost one", () => {
    expect(judgeArm(slowDisk, control, crash({ found: [] })).asPredicted).toBe(true);
    expect(judgeArm(slowDisk, control, crash({})).asPredicted).toBe(false);
  });

  test("nothing can be said where nothing was acknowledged, or Redis never came back", () => {
    const cut = new HistoryBuilder().fillCart("ann", "shop-1");
    expect(judgeArm(slowDisk, subject, cut).unsteady).toContain("recovered");
    expect(judgeArm(slowDisk, subject, cut.act("recovered")).unsteady).toContain("no order");
  });
});
