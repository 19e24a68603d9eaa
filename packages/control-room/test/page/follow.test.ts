import { beforeEach, expect, test } from "vitest";
import { harmsOf } from "../../src/page/follow/click-in-words.ts";
import { follow, followable, followed } from "../../src/page/follow/followed.ts";
import { applySnapshot, applyUpdate, sides } from "../../src/page/live/live-state.ts";
import type { Answer } from "../../src/wire/customer.ts";
import { answer, customer, redisSideView, sideView } from "./side-view.ts";

beforeEach(() => {
  follow(null);
  const customers = [customer(1), customer(2)];
  applySnapshot({
    runtime: "native",
    lastAction: null,
    sides: [
      { ...sideView(), customers },
      { ...redisSideView(), customers },
    ],
  });
});

/** What the left side's customers get, while so many customers are there. */
const update = (customers: number, ...answers: Answer[]) =>
  applyUpdate({
    lastAction: null,
    sides: [
      { ...sideView({ statistics: { customers } }), answers },
      { ...redisSideView({ statistics: { customers } }), answers: [] },
    ],
  });

const clicksOf = (customer: number) =>
  sides.value[0]?.customers.find(({ number }) => number === customer)?.clicks;

test("the page remembers the last 30 clicks of each customer", () => {
  update(2, answer(1, { operation: "sign-in" }), answer(2));
  for (let items = 1; items <= 30; items++) update(2, answer(1, { operation: "add", items }));
  expect(clicksOf(1)?.map(({ items }) => items)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  expect(clicksOf(2)).toEqual([answer(2)]);
});

test("a snapshot begins anew: what happened before it is not known", () => {
  update(2, answer(1));
  applySnapshot({
    runtime: "native",
    lastAction: null,
    sides: [{ ...sideView(), customers: [customer(1)] }],
  });
  expect(clicksOf(1)).toBeUndefined();
});

test("a customer is followed until they leave", () => {
  expect(followable.value).toEqual([1, 2]);
  follow(2);
  expect(followed.value).toBe(2);
  update(1);
  expect([followable.value, followed.value]).toEqual([[1], null]);
});

test("somebody who does not exist is not followed", () => {
  follow(7);
  expect(followed.value).toBeNull();
});

test.each<[string[], Partial<Answer>]>([
  [[], {}],
  [[], { status: "newcomer" }],
  [["taken for a stranger"], { status: "stranger" }],
  [["taken for a stranger", "cart of 3 items lost"], { status: "stranger", itemsLost: 3 }],
  [["cart of 1 item lost"], { itemsLost: 1 }],
  // a request that failed says nothing about whom the shop takes the customer for
  [["got a 503"], { outcome: "unavailable", status: "stranger" }],
  [["got no answer"], { outcome: "unreachable", status: "stranger" }],
])("what went wrong with a click in words: %j", (words, differs) => {
  expect(harmsOf(answer(1, differs))).toEqual(words);
});
