import { expect, test } from "vitest";
import type { ScenarioRun } from "../src/demo/run-scenario.ts";
import { judge } from "../src/demo/verdict.ts";
import { History } from "../src/history/history.ts";
import { HistoryBuilder } from "./history-builder.ts";

/** Four customers, two of them under fire; shop-2 dies, which had served dan. */
function run(tell: (history: HistoryBuilder) => HistoryBuilder): ScenarioRun {
  const history = new History();
  history.events.push(...tell(new HistoryBuilder()).events);
  return {
    history,
    underFire: new Set(["cat", "dan"]),
    servedBy: new Map([
      ["cat", "shop-1"],
      ["dan", "shop-2"],
    ]),
    victim: "shop-2",
  };
}

const firstHalf = (history: HistoryBuilder) =>
  history.fillCart("ann", "shop-1").buy("ann", "shop-1").fillCart("bob", "shop-2").buy("bob", "shop-2");
const underFire = (history: HistoryBuilder) =>
  firstHalf(history).fillCart("cat", "shop-1").fillCart("dan", "shop-2");

const allComplete = run((history) => underFire(history).buy("cat", "shop-3").buy("dan", "shop-1"));
const victimsLost = run((history) => underFire(history).buy("cat", "shop-1").findNothing("dan", "shop-3"));
const nobodyCompletes = run((history) => {
  for (const name of ["ann", "bob", "cat", "dan"])
    history.fillCart(name, "shop-1").findNothing(name, "shop-2");
  return history;
});

test("redis: as predicted only when everybody completes", () => {
  expect(judge("redis", allComplete).verdict).toBe("as predicted");
  expect(judge("redis", victimsLost).verdict).toBe("deviates");
});

test("redis with memory state by sabotage deviates", () => {
  expect(judge("redis", nobodyCompletes).verdict).toBe("deviates");
});

test("bug: as predicted only when almost nobody completes", () => {
  expect(judge("bug", nobodyCompletes).verdict).toBe("as predicted");
  expect(judge("bug", victimsLost).verdict).toBe("deviates");
});

test.each(["sticky-ip", "sticky-cookie"] as const)(
  "%s: the dead replica's customers and nobody else are hurt",
  (scenario) => {
    expect(judge(scenario, victimsLost).verdict).toBe("as predicted");
    expect(judge(scenario, allComplete)).toMatchObject({
      verdict: "deviates",
      why: expect.stringContaining("not hurt"),
    });
    expect(judge(scenario, nobodyCompletes).verdict).toBe("deviates");
  },
);

test("sticky-ip: others who were still shopping may be moved; by cookie nobody else may be hurt", () => {
  const moved = run((history) =>
    underFire(history).findNothing("cat", "shop-3").findNothing("dan", "shop-3"),
  );
  expect(judge("sticky-ip", moved).verdict).toBe("as predicted");
  expect(judge("sticky-cookie", moved).verdict).toBe("deviates");
});

test("sticky: when the victim served nobody, nothing can be told", () => {
  const spared = {
    ...allComplete,
    servedBy: new Map([
      ["cat", "shop-1"],
      ["dan", "shop-3"],
    ]),
  };
  expect(judge("sticky-cookie", spared).verdict).toBe("undecided");
});

test("a request without an answer leaves the matter undecided, never as predicted", () => {
  const silent = run((history) =>
    underFire(history).answer("cat", "whoami", { type: "unknown" }).buy("cat", "shop-3").buy("dan", "shop-1"),
  );
  expect(judge("redis", silent).verdict).toBe("undecided");
});

test("a shop that lets nobody sign in proves nothing, not even the bug", () => {
  const locked = run((history) => {
    for (const name of ["ann", "bob", "cat", "dan"])
      history.answer(name, "sign-in", { type: "fail", status: 401, wanted: name });
    return history;
  });
  expect(judge("bug", locked).verdict).toBe("undecided");
});

test("an empty history proves nothing", () => {
  const nothing = run((history) => history);
  for (const scenario of ["bug", "sticky-ip", "sticky-cookie", "redis"] as const) {
    expect(judge(scenario, nothing).verdict).not.toBe("as predicted");
  }
});
