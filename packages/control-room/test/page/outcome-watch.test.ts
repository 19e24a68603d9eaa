import { beforeEach, expect, test } from "vitest";
import { OutcomeWatch } from "../../src/page/stage/outcome-watch.ts";
import type { LastAction } from "../../src/wire/last-action.ts";
import type { Totals } from "../../src/wire/side.ts";
import { redisSideView, sideView } from "./side-view.ts";

const ZERO: Totals = { orders: 0, signedOut: 0, cartsLost: 0, unavailable: 0, unreachable: 0 };
const KILL: LastAction = {
  number: 1,
  time: 0,
  action: { type: "kill", member: "shop-2" },
  targets: [0, 1],
  before: [ZERO, ZERO],
};
const START: LastAction = { ...KILL, number: 2, action: { type: "start", member: "shop-2" } };

let watch: OutcomeWatch;
/** What is said at a second, when the left side has counted this since the beginning. */
const at = (seconds: number, action: LastAction | null, left: Partial<Totals> = {}, ongoing = false) =>
  watch.update(
    action,
    [sideView({ statistics: left, ongoing: ongoing ? "killing shop-2" : null }), redisSideView()],
    seconds * 1000,
  );

beforeEach(() => {
  watch = new OutcomeWatch();
  at(0, null);
});

test("the outcome is settled once nothing was lost for three seconds", () => {
  expect(at(1, KILL).soFar).toContain("sticky-cookie: nobody was hurt.");
  expect(at(3, KILL, { signedOut: 20, orders: 1 })).toEqual({
    soFar: "Killed shop-2. sticky-cookie: 20 signed out. redis: nobody was hurt.",
    settled: "",
  });
  expect(at(5.9, KILL, { signedOut: 20, orders: 5 }).settled).toBe("");
  const { soFar, settled } = at(6, KILL, { signedOut: 20, orders: 6 });
  expect([soFar, settled]).toEqual([
    "",
    "Killed shop-2. sticky-cookie: 20 signed out. redis: nobody was hurt.",
  ]);
});

test("what is lost later does not change what was said", () => {
  at(1, KILL);
  const { settled } = at(4, KILL);
  expect(at(5, KILL, { signedOut: 1 })).toEqual({ soFar: "", settled });
});

test("ten seconds after the action was done the outcome is settled, whatever is still lost", () => {
  for (let second = 1; second <= 5; second++) at(second, KILL, { signedOut: second }, true);
  for (let second = 6; second < 15; second++)
    expect(at(second, KILL, { signedOut: second }).settled, `${second}`).toBe("");
  expect(at(15, KILL, { signedOut: 15 }).settled).toContain("15 signed out");
});

test("the next action ends the previous one with what was lost before it", () => {
  at(1, KILL);
  at(2, KILL, { signedOut: 7 });
  const next = at(3, { ...START, before: [{ ...ZERO, signedOut: 8 }, ZERO] }, { signedOut: 9 });
  expect(next.settled).toContain("Killed shop-2. sticky-cookie: 8 signed out.");
  expect(next.soFar).toContain("Started shop-2. sticky-cookie: 1 signed out.");
});

test("an action that failed is still called so when the next action ends it", () => {
  const failing = [sideView({ failed: 1 }), redisSideView()];
  watch.update(KILL, failing, 1000);
  expect(watch.update(START, failing, 2000).settled).toContain("Killed shop-2 (failed on sticky-cookie).");
});

test("an action from before the page was opened is not news", () => {
  watch = new OutcomeWatch();
  expect(at(0, KILL)).toEqual({ soFar: "", settled: "" });
  expect(at(9, KILL)).toEqual({ soFar: "", settled: "" });
});

test("a replay that goes back says nothing of what has yet to come", () => {
  at(1, KILL, { signedOut: 20 });
  expect(at(4, KILL, { signedOut: 20 }).settled).toContain("20 signed out");
  expect(at(1, KILL)).toEqual({ soFar: "", settled: "" });
});

test("a replay that goes back past the second action says nothing of it", () => {
  at(1, KILL);
  at(5, KILL, { signedOut: 7 });
  at(6, { ...START, before: [{ ...ZERO, signedOut: 7 }, ZERO] }, { signedOut: 7 });
  expect(at(4, KILL, { signedOut: 7 })).toEqual({ soFar: "", settled: "" });
});

test("after a replay went back, the next action is followed as ever", () => {
  at(9, KILL);
  at(0, null);
  expect(at(1, KILL, { signedOut: 3 }).soFar).toContain("3 signed out");
  expect(at(4, KILL, { signedOut: 3 }).settled).toContain("3 signed out");
});
