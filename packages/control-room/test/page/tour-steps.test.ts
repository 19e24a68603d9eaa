import { describe, expect, test } from "vitest";
import type { SideView } from "../../src/page/live/live-state.ts";
import type { BothSides } from "../../src/page/tour/compare-sides.ts";
import { QUESTIONS, score } from "../../src/page/tour/questions.ts";
import { STEPS, type Step } from "../../src/page/tour/steps.ts";
import type { MemberStatus, Statistics } from "../../src/wire/side.ts";
import { redis, redisSideView, replica, sideView } from "./side-view.ts";

const both = (memory: SideView, redis: SideView): BothSides => ({ memory, redis });
const BEFORE = both(sideView(), redisSideView());

const step = (title: string): Step => STEPS.find((step) => step.title === title) as Step;

/** Whether a step is seen once the sides have counted this. */
const isSeen = (title: string, memory: Partial<Statistics>, redis: Partial<Statistics> = {}) =>
  step(title).isSeen(both(sideView({ statistics: memory }), redisSideView({ statistics: redis })), BEFORE);

/** Five replicas with these loads. */
const loaded = (...loads: number[]): MemberStatus[] =>
  loads.map((load, i) => replica(`shop-${i + 1}`, { load }));

describe("is seen:", () => {
  test("the bug, when ten are signed out in memory and nobody is hurt with Redis", () => {
    expect(isSeen("The bug", { signedOut: 9 })).toBe(false);
    expect(isSeen("The bug", { signedOut: 10 })).toBe(true);
    expect(isSeen("The bug", { signedOut: 10 }, { cartsLost: 1 })).toBe(false);
  });

  test("the patch by cookie, when orders come in and hardly anybody is a stranger", () => {
    expect(isSeen("The patch by cookie", { orders: 5, strangers: 3 })).toBe(false);
    expect(isSeen("The patch by cookie", { orders: 4, strangers: 2 })).toBe(false);
    expect(isSeen("The patch by cookie", { orders: 5, strangers: 2 })).toBe(true);
  });

  test("the patch by address, when that is so after five were signed out", () => {
    expect(isSeen("The patch by address", { orders: 5, signedOut: 4 })).toBe(false);
    expect(isSeen("The patch by address", { orders: 5, signedOut: 5 })).toBe(true);
  });

  test("the uneven load, when new replicas are idle in memory and share the load with Redis", () => {
    const seen = (memory: MemberStatus[], redis: MemberStatus[]) =>
      step("The uneven load").isSeen(
        both(sideView({ members: memory }), redisSideView({ members: redis })),
        BEFORE,
      );
    const even = loaded(20, 20, 20, 20, 20);
    const uneven = loaded(30, 30, 30, 1, 1);
    expect(seen(uneven, even)).toBe(true);
    expect(seen(even, even)).toBe(false);
    expect(seen(uneven, uneven)).toBe(false);
    expect(seen(loaded(30, 30, 1), even)).toBe(false);
  });

  test("the dead server, when three are signed out in memory and nobody is hurt with Redis", () => {
    expect(isSeen("The dead server", { signedOut: 3 })).toBe(true);
    expect(isSeen("The dead server", { signedOut: 2 })).toBe(false);
    expect(isSeen("The dead server", { signedOut: 3 }, { signedOut: 1 })).toBe(false);
  });

  test("the price of the fix, when Redis is back after requests that got a 503", () => {
    const seen = (unavailable: number, state: MemberStatus["state"]) => {
      const side = redisSideView({ statistics: { unavailable }, members: [replica("shop-1"), redis(state)] });
      return step("The fix and its price").isSeen(both(sideView(), side), BEFORE);
    };
    expect(seen(5, "ready")).toBe(true);
    expect(seen(4, "ready")).toBe(false);
    expect(seen(5, "stopped")).toBe(false);
  });
});

test("the tour kills the replica to which most customers are pinned, and starts it again", () => {
  const [kill, start] = step("The dead server").buttons;
  const members = [replica("shop-1", { pinned: 9 }), replica("shop-2", { pinned: 30 }), replica("shop-3")];
  expect(kill?.action(both(sideView({ members }), redisSideView()))).toEqual({
    type: "kill",
    member: "shop-2",
  });
  members[1] = replica("shop-2", { pinned: 30, state: "stopped" });
  const now = both(sideView({ members }), redisSideView());
  expect(start?.action(now)).toEqual({ type: "start", member: "shop-2" });
  // pressed once more, it kills one that runs
  expect(kill?.action(now)).toEqual({ type: "kill", member: "shop-1" });
});

test("each question has one right choice, and each choice has a reason", () => {
  for (const { text, choices } of QUESTIONS) {
    expect(
      choices.filter(({ isRight }) => isRight),
      text,
    ).toHaveLength(1);
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
