import { describe, expect, test } from "vitest";
import type { SideView } from "../../src/page/live/live-state.ts";
import { sentenceOf } from "../../src/page/outcome/in-words.ts";
import { outcomeOf } from "../../src/page/outcome/outcome.ts";
import type { Statistics } from "../../src/wire/side.ts";
import { lastAction, redisSideView, sideView } from "./side-view.ts";

/** The outcome of a kill of shop-2, after which both sides have counted this. */
const outcome = (
  memory: Partial<Statistics>,
  redis: Partial<Statistics> = {},
  differs: Parameters<typeof lastAction>[0] = {},
) => outcomeOf(lastAction(differs), [sideView({ statistics: memory }), redisSideView({ statistics: redis })]);

test("an outcome counts from the action on, on each side", () => {
  const before = [
    { orders: 10, signedOut: 3, cartsLost: 2, unavailable: 1, unreachable: 1 },
    { orders: 11, signedOut: 0, cartsLost: 0, unavailable: 0, unreachable: 0 },
  ];
  const { sides } = outcome(
    { orders: 15, signedOut: 23, cartsLost: 17, unavailable: 5, unreachable: 3 },
    { orders: 18 },
    { before },
  );
  expect(sides).toMatchObject([
    { scenario: "sticky-cookie", orders: 5, signedOut: 20, cartsLost: 15, unavailable: 4, unreachable: 2 },
    { scenario: "redis", orders: 7, signedOut: 0, cartsLost: 0, unavailable: 0, unreachable: 0 },
  ]);
});

describe("in a sentence", () => {
  test("each side says who was hurt", () => {
    expect(sentenceOf(outcome({ signedOut: 20, cartsLost: 1 }))).toBe(
      "Killed shop-2. sticky-cookie: 20 signed out, 1 cart lost. redis: nobody was hurt.",
    );
  });

  test("requests that got a 503 and requests that got no answer are told apart", () => {
    expect(sentenceOf(outcome({ unavailable: 591 }, { unreachable: 1 }))).toBe(
      "Killed shop-2. sticky-cookie: 591 requests answered with 503. redis: 1 request without an answer.",
    );
  });

  test("a side that the action was not applied to says nothing, and the other one is named", () => {
    expect(sentenceOf(outcome({}, { cartsLost: 2 }, { targets: [0] }))).toBe(
      "Killed shop-2 on sticky-cookie. sticky-cookie: nobody was hurt.",
    );
  });

  test("an action that failed is not told as done, and where it failed on one side only, that side is named", () => {
    const failing = [sideView({ failed: 1 }), redisSideView({ failed: 1 })];
    const sentence = (sides: SideView[], differs: Parameters<typeof lastAction>[0] = {}) =>
      sentenceOf(outcomeOf(lastAction(differs), sides)).replace(/\. .*/, "");
    expect(sentence(failing)).toBe("Killed shop-2 (failed)");
    expect(sentence(failing, { targets: [1] })).toBe("Killed shop-2 on redis (failed)");
    expect(sentence([sideView(), redisSideView({ failed: 1 })])).toBe("Killed shop-2 (failed on redis)");
    expect(sentence(failing, { number: 2 })).toBe("Killed shop-2");
  });
});
