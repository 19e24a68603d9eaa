import { describe, expect, test } from "vitest";
import type { SideView } from "../../../src/page/live/live-state.ts";
import type { BothSides } from "../../../src/page/tour/both-sides.ts";
import { QUESTIONS, score } from "../../../src/page/tour/questions.ts";
import { STEPS } from "../../../src/page/tour/steps/index.ts";
import type { Step } from "../../../src/page/tour/steps/step.ts";
import type { MemberStatus, Statistics } from "../../../src/wire/side.ts";
import { redis, redisSideView, replica, sideView } from "../side-view.ts";

const both = (memory: SideView, redis: SideView): BothSides => ({ memory, redis });
const BEFORE = both(sideView(), redisSideView());

const step = (title: string): Step => STEPS.find((step) => step.title === title) as Step;

/** Whether a step is seen once the sides have counted this. */
const isSeen = (title: string, memory: Partial<Statistics>, redis: Partial<Statistics> = {}) =>
  step(title).isSeen({
    now: both(sideView({ statistics: memory }), redisSideView({ statistics: redis })),
    before: BEFORE,
    latest: BEFORE,
  });

/** Five replicas with these loads. */
const loaded = (...loads: number[]): MemberStatus[] =>
  loads.map((load, i) => replica(`shop-${i + 1}`, { load }));

describe("is seen:", () => {
  test("the bug, when most are strangers in memory and nobody is hurt with Redis", () => {
    expect(isSeen("The bug", { signedOut: 31, strangers: 31 })).toBe(true);
    expect(isSeen("The bug", { signedOut: 31, strangers: 30 })).toBe(false);
    expect(isSeen("The bug", { signedOut: 9, strangers: 31 })).toBe(false);
    expect(isSeen("The bug", { signedOut: 31, strangers: 31 }, { cartsLost: 1 })).toBe(false);
  });

  test("the patch by cookie, when orders come in and hardly anybody is a stranger", () => {
    expect(isSeen("The patch by cookie", { orders: 5, strangers: 3 })).toBe(false);
    expect(isSeen("The patch by cookie", { orders: 4, strangers: 2 })).toBe(false);
    expect(isSeen("The patch by cookie", { orders: 5, strangers: null })).toBe(false);
    expect(isSeen("The patch by cookie", { orders: 5, strangers: 2 })).toBe(true);
  });

  test("the patch by address, when that is so after five were signed out", () => {
    expect(isSeen("The patch by address", { orders: 5, signedOut: 4 })).toBe(false);
    expect(isSeen("The patch by address", { orders: 5, signedOut: 5 })).toBe(true);
  });

  test("the uneven load, when shop-5 is idle in memory and serves its share with Redis", () => {
    const seen = (memory: MemberStatus[], redis: MemberStatus[]) =>
      step("The uneven load").isSeen({
        now: both(sideView({ members: memory }), redisSideView({ members: redis })),
        before: BEFORE,
        latest: BEFORE,
      });
    const even = loaded(20, 20, 20, 20, 20);
    const uneven = loaded(30, 30, 30, 1, 1);
    expect(seen(uneven, even)).toBe(true);
    expect(seen(even, even)).toBe(false);
    expect(seen(uneven, uneven)).toBe(false);
    expect(seen(loaded(30, 30, 1), even)).toBe(false);
  });

  test("the dead server, when half of its customers are signed out and nobody is hurt with Redis", () => {
    const before = both(sideView({ members: [replica("shop-1", { pinned: 20 })] }), redisSideView());
    const seen = (memory: Partial<Statistics>, redis: Partial<Statistics> = {}) =>
      step("The dead server").isSeen({
        now: both(sideView({ statistics: memory }), redisSideView({ statistics: redis })),
        before,
        latest: before,
      });
    expect(seen({ signedOut: 10, cartsLost: 1 })).toBe(true);
    expect(seen({ signedOut: 9, cartsLost: 1 })).toBe(false);
    expect(seen({ signedOut: 10 })).toBe(false);
    expect(seen({ signedOut: 10, cartsLost: 1 }, { signedOut: 1 })).toBe(false);
  });

  test("the price of the fix, when orders come in again once Redis was started after requests had failed", () => {
    const side = (statistics: Partial<Statistics>, state: MemberStatus["state"]) =>
      both(sideView(), redisSideView({ statistics, members: [replica("shop-1"), redis(state)] }));
    const down = side({ orders: 3 }, "dead");
    const seen = (statistics: Partial<Statistics>, state: MemberStatus["state"] = "ready", latest = down) =>
      step("The fix and its price").isSeen({ now: side(statistics, state), before: BEFORE, latest });
    expect(seen({ unavailable: 5, orders: 8 })).toBe(true);
    expect(seen({ unavailable: 2, unreachable: 3, orders: 8 })).toBe(true);
    expect(seen({ unavailable: 4, orders: 8 })).toBe(false);
    expect(seen({ unavailable: 5, orders: 7 })).toBe(false);
    expect(seen({ unavailable: 5, orders: 8, cartsLost: 1 })).toBe(false);
    expect(seen({ unavailable: 5, orders: 8 }, "dead")).toBe(false);
    // the page may not have heard yet that Redis is down
    expect(seen({ unavailable: 5, orders: 8 }, "ready", BEFORE)).toBe(false);
  });
});

test("the evidence of the uneven load is each replica's share, on both sides", () => {
  const memory = sideView({ members: loaded(30, 20, 50, 0, 0) });
  const shared = redisSideView({ members: [...loaded(20, 20, 20, 20, 20), redis()] });
  expect(
    step("The uneven load").evidence({ now: both(memory, shared), before: BEFORE, latest: BEFORE }),
  ).toEqual([
    { name: "shop-5 serves", memory: "0 %", redis: "20 %" },
    { name: "shop-4 serves", memory: "0 %", redis: "20 %" },
    { name: "busiest replica", memory: "50 %", redis: "20 %" },
  ]);
  const [shop5] = step("The uneven load").evidence({ now: BEFORE, before: BEFORE, latest: BEFORE });
  expect(shop5).toEqual({ name: "shop-5 serves", memory: "–", redis: "–" });
});

test("the evidence of the dead server names the replica that was the busiest before", () => {
  const members = [replica("shop-1", { pinned: 9 }), replica("shop-2", { pinned: 30 })];
  const now = both(sideView({ statistics: { signedOut: 28, cartsLost: 25 } }), redisSideView());
  const before = both(sideView({ members }), redisSideView());
  expect(step("The dead server").evidence({ now, before, latest: before })).toEqual([
    { name: "customers of shop-2", memory: "30", redis: "–" },
    { name: "signed out", memory: "28", redis: "0" },
    { name: "carts lost", memory: "25", redis: "0" },
  ]);
});

test("the tour kills the running replica to which most customers are pinned", () => {
  const [kill] = step("The dead server").buttons;
  const members = [replica("shop-1", { pinned: 9 }), replica("shop-2", { pinned: 30 }), replica("shop-3")];
  const killed = () => kill?.action(both(sideView({ members }), redisSideView()));
  expect(killed()).toEqual({ type: "kill", member: "shop-2" });
  members[1] = replica("shop-2", { pinned: 30, state: "dead" });
  expect(killed()).toEqual({ type: "kill", member: "shop-1" });
});

test("Redis can be started again only once it is down", () => {
  const [, start] = step("The fix and its price").buttons;
  const whyIdle = (state: MemberStatus["state"]) =>
    start?.whyIdle?.(both(sideView(), redisSideView({ members: [redis(state)] })));
  expect(whyIdle("ready")).toBe("Redis is running");
  expect(whyIdle("dead")).toBeNull();
});

test("each question and each prediction has two to four choices, one of them right, and each has a reason", () => {
  for (const { text, choices } of [...QUESTIONS, ...STEPS.map(({ prediction }) => prediction)]) {
    const right = choices.filter(({ isRight }) => isRight);
    expect([right.length, choices.length >= 2, choices.length <= 4], text).toEqual([1, true, true]);
    expect(
      choices.every(({ reason }) => reason.length > 0),
      text,
    ).toBe(true);
  }
});

test("the score counts answered questions and right choices", () => {
  const right = Object.fromEntries(
    QUESTIONS.map(({ choices }, i) => [i, choices.findIndex(({ isRight }) => isRight)]),
  );
  expect(score({})).toEqual({ answered: 0, right: 0 });
  expect(score(right)).toEqual({ answered: 4, right: 4 });
  expect(score({ ...right, 0: 1 })).toEqual({ answered: 4, right: 3 });
});
