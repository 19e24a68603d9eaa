import { describe, expect, test } from "vitest";
import { canary } from "../../src/experiments/canary.ts";
import { EMPTY, judge } from "./judge.ts";
import { purchases, released, settled } from "./three-customers.ts";

describe("canary", () => {
  const judgeCanary = (arm: string, served: number, hurt: readonly string[]) =>
    judge(canary, arm, released(served, hurt));

  test("pinned by address, more must be hurt than were meant to try", () => {
    expect(judgeCanary("sticky-ip", 5, ["ann", "bob"])).toMatchObject({ asPredicted: true, unsteady: null });
    expect(judgeCanary("sticky-ip", 5, [])).toMatchObject({ asPredicted: false, unsteady: null });
  });

  test("pinned by cookie, the canary must meet nobody, and nobody may be hurt", () => {
    expect(judgeCanary("sticky-cookie", 0, [])).toMatchObject({ asPredicted: true, unsteady: null });
    expect(judgeCanary("sticky-cookie", 3, [])).toMatchObject({ asPredicted: false, unsteady: null });
    expect(judgeCanary("sticky-cookie", 0, ["ann"])).toMatchObject({ asPredicted: false, unsteady: null });
  });

  test("with shared state the canary must get about its share, and nobody may be hurt", () => {
    expect(judgeCanary("redis", 3, [])).toMatchObject({ asPredicted: true, unsteady: null });
    for (const served of [0, 1, 6])
      expect(judgeCanary("redis", served, [])).toMatchObject({ asPredicted: false, unsteady: null });
    expect(judgeCanary("redis", 3, ["ann"])).toMatchObject({ asPredicted: false, unsteady: null });
  });

  test("unsteady when strangers came, nothing was released, or nobody could sign in", () => {
    for (const { name } of canary.arms) {
      expect(judge(canary, name, EMPTY).unsteady).not.toBeNull();
      expect(judge(canary, name, purchases([])).unsteady).toContain("release 1 with 10 %");
      const strangers = settled().findNothing("ann", "shop-3").act("release 1 with 10 %");
      expect(judge(canary, name, strangers.act("release 1 with 10 % done")).unsteady).toContain("strangers");
    }
  });
});
