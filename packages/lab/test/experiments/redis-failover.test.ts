import { HistoryBuilder } from "@shop/testing/history-builder.ts";
import { describe, expect, test } from "vitest";
import { judgeExperiment } from "../../src/engine/verdict.ts";
import { redisFailover } from "../../src/experiments/redis-failover.ts";
import type { Items } from "../../src/history/history.ts";
import { judge } from "./judge.ts";

const KEPT = "killed, WAIT 1";
const LOST = "cut off, nothing";
const IN_CART = { abacus: 1, "floppy-disk": 1 };
const BOUGHT = { abacus: 1, "paper-tape": 1, "framed-moth": 1 };

/** Ann's checkout was acknowledged, and an add of hers is a 503 until it is sent again. Then she looks at what there is. */
function failover({
  user = "ann" as string | null,
  items = IN_CART as Items,
  order = true,
  answer = { abacus: 1 } as Items,
} = {}): HistoryBuilder {
  const history = new HistoryBuilder().act("load").fillCart("ann", "shop-1");
  history.answer("ann", "checkout", { status: 201, key: "1", seen: { items: BOUGHT, orderId: "1" } });
  history.act("fault").answer("ann", "add", { type: "unknown", status: 503, key: "2", wanted: "abacus" });
  history.answer("ann", "add", { key: "2", wanted: "abacus", seen: { items: answer } });
  history.answer("ann", "add", { wanted: "floppy-disk", seen: { items: IN_CART } });
  history
    .act("recovered")
    .answer("ann", "whoami", { seen: { user } })
    .answer("ann", "cart", { seen: { items } });
  const found = order ? { seen: { orderId: "1", items: BOUGHT } } : { type: "fail" as const, status: 404 };
  return history.answer("ann", "order", { wanted: "1", ...found });
}

describe("redis-failover", () => {
  test("what was acknowledged must be there, and what was sent again be made once", () => {
    expect(judge(redisFailover, KEPT, failover())).toMatchObject({ asPredicted: true, unsteady: null });
    expect(judge(redisFailover, KEPT, failover({ user: null })).asPredicted).toBe(false);
    expect(judge(redisFailover, KEPT, failover({ items: { ...IN_CART, abacus: 2 } })).asPredicted).toBe(
      false,
    );
    expect(judge(redisFailover, KEPT, failover({ answer: { abacus: 2 } })).asPredicted).toBe(false);
    expect(judge(redisFailover, KEPT, failover({ items: { abacus: 1 } })).asPredicted).toBe(false);
    expect(judge(redisFailover, KEPT, failover({ order: false })).asPredicted).toBe(false);
  });

  test("an order that is found beside it does not make up for a lost one", () => {
    const history = failover({ order: false });
    const other = { items: { calculator: 1 }, orderId: "2" };
    history.answer("ann", "checkout", { status: 201, seen: other }).answer("ann", "order", { seen: other });
    expect(judge(redisFailover, KEPT, history).numbers).toMatchObject({
      "orders lost": 1,
      "orders wrong": 1,
    });
  });

  test("the control must have lost some of it", () => {
    expect(judge(redisFailover, LOST, failover({ order: false })).asPredicted).toBe(true);
    expect(judge(redisFailover, LOST, failover()).asPredicted).toBe(false);
  });

  test("a quick run has the arms that carry the claim, its control too, and says which it left out", () => {
    const header = { experiment: "redis-failover", seed: 1, quick: true, runtime: "native", began: "" };
    const arms = new Map([
      [LOST, failover({ order: false })],
      ["cut off, WAIT 1", failover()],
    ]);
    const quick = judgeExperiment(redisFailover, { header, arms });
    expect(quick).toMatchObject({ verdict: "passed", why: null });
    expect(quick.leftOut).toEqual(
      redisFailover.arms.map(({ name }) => name).filter((name) => !arms.has(name)),
    );
    const full = judgeExperiment(redisFailover, { header: { ...header, quick: false }, arms });
    expect(full.verdict).toBe("inconclusive");
    expect(full.leftOut).toBeUndefined();
  });

  test("counts the time without an acknowledged change, and the 503s", () => {
    const history = failover();
    const { events } = history;
    // from the fault on, everything happens two seconds later
    const late = events.map((event) =>
      event.operation === "add" && event.key ? { ...event, time: event.time + 2000 } : event,
    );
    const acts = history.acts.map((act) =>
      act.act === "recovered" ? { ...act, time: act.time + 2000 } : act,
    );
    const { numbers } = judge(redisFailover, KEPT, { events: late, acts, samples: [] });
    expect(numbers).toMatchObject({
      "503s": 1,
      "requests failed": 1,
      "seconds without an acknowledged change": 2,
    });
  });
});
