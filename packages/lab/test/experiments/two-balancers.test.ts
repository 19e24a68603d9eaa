import type { HistoryBuilder } from "@shop/testing/history-builder.ts";
import { describe, expect, test } from "vitest";
import { twoBalancers } from "../../src/experiments/two-balancers.ts";
import { judge } from "./judge.ts";
import { goOn, settled } from "./three-customers.ts";

const CHANGE = "nginx-1 lists shop-1, shop-3";

/** Bob's replica is shop-2. nginx-2 dies under a look of Ann's and is back, then nginx-1 lists shop-2 no more. */
function differing(hurt: readonly string[], before = settled()): HistoryBuilder {
  before.act("kill", "nginx-2").answer("ann", "cart", { type: "unknown" });
  before.act("kill done", "nginx-2").act("start", "nginx-2").act("start done", "nginx-2");
  return goOn(before.act(CHANGE).act(`${CHANGE} done`), hurt);
}

describe("two-balancers", () => {
  test("by cookie the customers of the replica that one nginx lists are hurt, and only they; by address others too", () => {
    const asPredicted = (arm: string, hurt: readonly string[]) =>
      judge(twoBalancers, arm, differing(hurt)).asPredicted;
    expect(asPredicted("sticky-cookie", ["bob"])).toBe(true);
    expect(asPredicted("sticky-cookie", ["bob", "cat"])).toBe(false);
    expect(asPredicted("sticky-ip", ["bob", "cat"])).toBe(true);
    expect(asPredicted("sticky-ip", ["bob"])).toBe(false);
    for (const arm of ["sticky-cookie", "sticky-ip"]) {
      expect(asPredicted(arm, [])).toBe(false);
      expect(asPredicted(arm, ["cat"])).toBe(false);
    }
  });

  test("with shared state nobody may be hurt", () => {
    expect(judge(twoBalancers, "redis", differing([]))).toMatchObject({ asPredicted: true, unsteady: null });
    expect(judge(twoBalancers, "redis", differing(["bob"])).asPredicted).toBe(false);
  });

  test("a customer who is hurt while both list the same contradicts every arm", () => {
    const early = () => differing(["bob", "cat"], settled().findNothing("ann", "shop-1"));
    for (const { name } of twoBalancers.arms)
      expect(judge(twoBalancers, name, early())).toMatchObject({ asPredicted: false, unsteady: null });
    expect(judge(twoBalancers, "sticky-cookie", early()).numbers).toMatchObject({
      "hurt while both listed the same": 1,
    });
  });

  test("counts the requests that the dying nginx left without an answer, which hurt nobody", () => {
    const { numbers } = judge(twoBalancers, "redis", differing([]));
    expect(numbers).toMatchObject({ "requests without an answer while nginx-2 was away": 1, completed: 3 });
  });

  test.each([
    ["shop-2 had no customers", differing([], settled({ ann: "shop-1", bob: "shop-1", cat: "shop-3" }))],
    ["shop-2 had all customers", differing([], settled({ ann: "shop-2", bob: "shop-2", cat: "shop-2" }))],
    ["the lists did not differ", goOn(settled(), [])],
    ["a request after that has an unknown outcome", differing([]).answer("ann", "cart", { type: "unknown" })],
  ])("unsteady when %s", (_why, history) => {
    for (const { name } of twoBalancers.arms)
      expect(judge(twoBalancers, name, history).unsteady).not.toBeNull();
  });
});
