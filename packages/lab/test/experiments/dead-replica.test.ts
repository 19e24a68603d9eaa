import { expect, test } from "vitest";
import { deadReplica } from "../../src/experiments/dead-replica.ts";
import { judge } from "./judge.ts";
import { goOn, NAMES, removed, settled } from "./three-customers.ts";

test("pinned by cookie nobody but the victim's customers may be hurt; by address others may move", () => {
  const everybody = removed("kill", "shop-2", NAMES);
  expect(judge(deadReplica, "sticky-cookie", everybody).asPredicted).toBe(false);
  expect(judge(deadReplica, "sticky-ip", everybody).asPredicted).toBe(true);
  expect(judge(deadReplica, "sticky-cookie", removed("kill", "shop-2", ["ann"])).asPredicted).toBe(false);
});

test("the victim's customers are those before the kill, and the gap begins with its last answer", () => {
  const { numbers } = judge(deadReplica, "sticky-cookie", removed("kill", "shop-2", ["bob"]));
  expect(numbers).toMatchObject({ customers: 3, "on the victim": 1, "signed out": 1, "others hurt": 0 });
  expect(numbers["next answer after, ms"]).toBeGreaterThan(0);
});

test.each([
  ["the victim had no customers", settled({ ann: "shop-1", bob: "shop-1", cat: "shop-3" })],
  ["the victim had all customers", settled({ ann: "shop-2", bob: "shop-2", cat: "shop-2" })],
  ["somebody was a stranger before", settled().findNothing("ann", "shop-3")],
])("unsteady when %s", (_why, before) => {
  const history = goOn(before.act("kill", "shop-2").act("kill done", "shop-2"), ["bob"]);
  for (const arm of ["sticky-cookie", "redis"])
    expect(judge(deadReplica, arm, history).unsteady).not.toBeNull();
});

test("unsteady when the kill did not end", () => {
  const history = goOn(settled().act("kill", "shop-2"), []);
  expect(judge(deadReplica, "redis", history).unsteady).toContain("kill done");
});

test("a request with unknown outcome is never counted as harm", () => {
  const history = settled().act("kill", "shop-2").act("kill done", "shop-2");
  goOn(history.answer("bob", "cart", { type: "unknown", status: 502 }), []);
  expect(judge(deadReplica, "redis", history)).toMatchObject({
    unsteady: expect.stringContaining("1 customers"),
  });
});
