import { HistoryBuilder } from "@shop/testing/history-builder.ts";
import { expect, test } from "vitest";
import type { Arm } from "../../src/engine/experiment.ts";
import { judgeArm, judgeExperiment } from "../../src/engine/verdict.ts";
import { fourScenarios } from "../../src/experiments/four-scenarios.ts";

/** Two customers finish; two more fill their carts, one of them on shop-2, which is then killed. */
function untilKill(danAt = "shop-2"): HistoryBuilder {
  const history = new HistoryBuilder();
  history.fillCart("ann", "shop-1").buy("ann", "shop-1").fillCart("bob", "shop-2").buy("bob", "shop-2");
  return history.fillCart("cat", "shop-1").fillCart("dan", danAt).act("kill", "shop-2");
}

const allComplete = () => untilKill().buy("cat", "shop-3").buy("dan", "shop-1");
const victimsLost = () => untilKill().buy("cat", "shop-1").findNothing("dan", "shop-3");
const nobodyCompletes = () => {
  const history = new HistoryBuilder();
  for (const name of ["ann", "bob"]) history.fillCart(name, "shop-1").findNothing(name, "shop-2");
  for (const name of ["cat", "dan"]) history.fillCart(name, "shop-2");
  history.act("kill", "shop-2");
  for (const name of ["cat", "dan"]) history.findNothing(name, "shop-1");
  return history;
};

function judge(scenario: string, history: HistoryBuilder) {
  const { asPredicted, unsteady } = judgeArm(
    fourScenarios,
    fourScenarios.arms.find(({ name }) => name === scenario) as Arm,
    history,
  );
  return unsteady ?? asPredicted;
}

test("redis: as predicted only when everybody completes", () => {
  expect(judge("redis", allComplete())).toBe(true);
  expect(judge("redis", victimsLost())).toBe(false);
  expect(judge("redis", nobodyCompletes())).toBe(false);
});

test("bug: as predicted only when almost nobody completes", () => {
  expect(judge("bug", nobodyCompletes())).toBe(true);
  expect(judge("bug", victimsLost())).toBe(false);
});

test.each(["sticky-ip", "sticky-cookie"])(
  "%s: the dead replica's customers are hurt, and those who had finished are not",
  (scenario) => {
    expect(judge(scenario, victimsLost())).toBe(true);
    expect(judge(scenario, allComplete())).toBe(false);
    expect(judge(scenario, nobodyCompletes())).toBe(false);
  },
);

test("sticky-ip: customers who were still shopping may be moved; by cookie nobody else may be hurt", () => {
  const moved = untilKill().findNothing("cat", "shop-3").findNothing("dan", "shop-3");
  expect(judge("sticky-ip", moved)).toBe(true);
  expect(judge("sticky-cookie", moved)).toBe(false);
});

test("pinned: nothing can be said when the victim had no customers", () => {
  const spared = untilKill("shop-3").buy("cat", "shop-3").buy("dan", "shop-1");
  expect(judge("sticky-cookie", spared)).toContain("had no customers");
});

test("nothing can be said after a request with unknown outcome, without a kill, or where nobody could sign in", () => {
  const unknown = untilKill().answer("cat", "whoami", { type: "unknown" }).buy("cat", "shop-3");
  expect(judge("redis", unknown.buy("dan", "shop-1"))).toContain("unknown outcome");
  const locked = new HistoryBuilder();
  for (const name of ["ann", "bob"]) locked.answer(name, "sign-in", { type: "fail", status: 401 });
  expect(judge("bug", locked.act("kill", "shop-2"))).toContain("could sign in");
  expect(judge("redis", new HistoryBuilder())).toContain('no mark "kill"');
});

test("it passes only when all four scenarios came out as predicted", () => {
  const header = { experiment: "four-scenarios", seed: 1, quick: true, runtime: "none", began: "" };
  const verdictOf = (redis: HistoryBuilder) => {
    const pinned = victimsLost();
    const arms = { bug: nobodyCompletes(), "sticky-ip": pinned, "sticky-cookie": pinned, redis };
    return judgeExperiment(fourScenarios, { header, arms: new Map(Object.entries(arms)) }).verdict;
  };
  expect(verdictOf(allComplete())).toBe("passed");
  expect(verdictOf(victimsLost())).toBe("deviated");
});
