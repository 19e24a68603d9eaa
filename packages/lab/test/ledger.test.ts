import { HistoryBuilder } from "@shop/testing/history-builder.ts";
import { expect, test } from "vitest";
import { ledgersOf } from "../src/shopper/ledgers.ts";

const replica = "shop-1";
const ledgerOf = (history: HistoryBuilder) => ledgersOf(history.events)[0];
const begun = () => new HistoryBuilder().fillCart("ann", replica);
const FULL = { abacus: 1, "paper-tape": 1, "framed-moth": 1 };
const CLEAN = {
  failed: 0,
  signedOut: 0,
  stillSignedIn: 0,
  lost: 0,
  doubled: 0,
  orders: 0,
  wrongOrders: 0,
};

test("a customer who gets what was promised, purchase after purchase, has a clean ledger", () => {
  const twice = begun().buy("ann", replica);
  twice.answer("ann", "add", { replica, wanted: "abacus", seen: { items: { abacus: 1 } } });
  twice.answer("ann", "checkout", { replica, status: 201, seen: { items: { abacus: 1 }, orderId: "2" } });
  expect(ledgerOf(twice)).toEqual({ ...CLEAN, shopper: "ann", acknowledged: 4, orders: 2, found: 1 });
});

test("an acknowledged item that is gone is lost, and is counted once", () => {
  const history = begun();
  for (let looks = 0; looks < 2; looks++)
    history.answer("ann", "cart", { replica, seen: { items: { abacus: 1, "paper-tape": 1 } } });
  expect(ledgerOf(history)).toMatchObject({ ...CLEAN, lost: 1 });
});

test("an item that is there twice was added twice", () => {
  const history = begun().answer("ann", "cart", { replica, seen: { items: { ...FULL, abacus: 2 } } });
  expect(ledgerOf(history)).toMatchObject({ ...CLEAN, doubled: 1 });
});

test("an order that differs from the cart is wrong, and so is one that is confirmed twice", () => {
  const other = begun().answer("ann", "checkout", { seen: { items: { abacus: 1 }, orderId: "1" } });
  expect(ledgerOf(other)).toMatchObject({ orders: 0, wrongOrders: 1 });
  const again = begun().buy("ann", replica).fillCart("ann", replica);
  again.answer("ann", "checkout", { replica, seen: { items: FULL, orderId: "1" } });
  expect(ledgerOf(again)).toMatchObject({ orders: 1, wrongOrders: 1 });
});

test("an order that differs from its confirmation when looked up is wrong", () => {
  const history = begun().buy("ann", replica);
  history.answer("ann", "order", { replica, seen: { items: { abacus: 3 }, orderId: "1" } });
  expect(ledgerOf(history)).toMatchObject({ orders: 1, wrongOrders: 1 });
});

test("only a right order counts as found, however often it is looked up", () => {
  const history = begun()
    .buy("ann", replica)
    .answer("ann", "order", { seen: { items: FULL, orderId: "1" } });
  const wrong = { items: { abacus: 1 }, orderId: "2" };
  history.answer("ann", "checkout", { status: 201, seen: wrong }).answer("ann", "order", { seen: wrong });
  expect(ledgerOf(history)).toMatchObject({ orders: 1, found: 1, wrongOrders: 1 });
});

test("a stranger at the checkout was signed out, and the request failed", () => {
  expect(ledgerOf(begun().findNothing("ann", replica))).toMatchObject({ failed: 1, signedOut: 2, lost: 3 });
});

test("a request with unknown outcome failed, and what is seen next is not held against the shop", () => {
  for (const items of [FULL, { ...FULL, abacus: 2 }]) {
    const history = begun().answer("ann", "add", { type: "unknown", status: 503, wanted: "abacus" });
    expect(ledgerOf(history.answer("ann", "cart", { replica, seen: { items } }))).toMatchObject({
      ...CLEAN,
      failed: 1,
    });
  }
});

test("after a request with unknown outcome, what is seen next must be kept", () => {
  const more = { ...FULL, abacus: 2 };
  for (const [next, later, harm] of [
    [more, FULL, { lost: 1 }],
    [FULL, more, { doubled: 1 }],
  ] as const) {
    const history = begun().answer("ann", "add", { type: "unknown", status: 503, wanted: "abacus" });
    for (const items of [next, later]) history.answer("ann", "cart", { replica, seen: { items } });
    expect(ledgerOf(history)).toMatchObject({ ...CLEAN, failed: 1, ...harm });
  }
});

test("an order settles an unknown outcome too: an item that it lacks must not appear later", () => {
  const history = begun().answer("ann", "add", { type: "unknown", status: 503, wanted: "abacus" });
  history.answer("ann", "checkout", { replica, status: 201, seen: { items: FULL, orderId: "1" } });
  history.answer("ann", "cart", { replica, seen: { items: { abacus: 1 } } });
  expect(ledgerOf(history)).toMatchObject({ ...CLEAN, failed: 1, orders: 1, doubled: 1 });
});
