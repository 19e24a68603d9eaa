import { HistoryBuilder } from "@shop/testing/history-builder.ts";
import { expect, test } from "vitest";
import { fatesOf } from "../src/shopper/fate.ts";

const unharmed = { completed: true, signedOut: false, cartLost: false, unknown: false };
const fateOf = (history: HistoryBuilder) => fatesOf(history.events).at(0);

test("a customer whose order is exactly the cart has completed", () => {
  expect(fateOf(new HistoryBuilder().fillCart("ann", "shop-1").buy("ann", "shop-2"))).toEqual({
    shopper: "ann",
    ...unharmed,
  });
});

test("a customer who is a stranger at the checkout was signed out and has lost the cart", () => {
  const history = new HistoryBuilder().fillCart("ann", "shop-1").findNothing("ann", "shop-2");
  expect(fateOf(history)).toMatchObject({ completed: false, signedOut: true, cartLost: true });
});

test("200 is not enough: a cart that came back smaller is lost, though everything was answered with 200", () => {
  const smaller = { abacus: 1, "paper-tape": 1 };
  const history = new HistoryBuilder().fillCart("ann", "shop-1").buy("ann", "shop-2", smaller);
  expect(fateOf(history)).toMatchObject({ completed: false, signedOut: false, cartLost: true });
});

test("an order with an item doubled is not the right order", () => {
  const doubled = { abacus: 2, "paper-tape": 1, "framed-moth": 1 };
  const history = new HistoryBuilder().fillCart("ann", "shop-1").buy("ann", "shop-2", doubled);
  expect(fateOf(history)).toMatchObject({ completed: false, cartLost: false });
});

test("an order that cannot be found again is no order", () => {
  const history = new HistoryBuilder().fillCart("ann", "shop-1").buy("ann", "shop-1");
  const lookedUp = history.events.findIndex(({ operation }) => operation === "order");
  expect(fatesOf(history.events.slice(0, lookedUp)).at(0)?.completed).toBe(false);
});

test("an item that was never acknowledged is not missed, but the outcome is unknown", () => {
  const history = new HistoryBuilder()
    .fillCart("ann", "shop-1")
    .answer("ann", "add", { type: "unknown", wanted: "vacuum-tube" })
    .buy("ann", "shop-1");
  expect(fateOf(history)).toMatchObject({ completed: true, cartLost: false, unknown: true });
});

test("a customer who never signed in cannot be signed out", () => {
  const history = new HistoryBuilder().answer("ann", "checkout", { type: "fail", status: 401 });
  expect(fateOf(history)).toMatchObject({ signedOut: false, completed: false });
});
