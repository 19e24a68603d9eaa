import { describe, expect, test } from "vitest";
import type { Items } from "../../src/history/history.ts";
import { fatesOf } from "../../src/shopper/fate.ts";
import { ann, cart, ledgerOf, NO_HARM, order } from "./ann.ts";

describe("checkouts at once", () => {
  const filled = () => {
    const clicks = ann();
    clicks.signedIn();
    clicks.added("abacus", { abacus: 1 });
    return clicks;
  };

  test("both answers to a double click confirm the same order", () => {
    const { checkout, looked, history } = filled();
    const [one, other] = [checkout({ key: "a" }), checkout({ key: "a" })];
    one(order({ abacus: 1 }));
    other(order({ abacus: 1 }));
    looked({});
    expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, orders: 1 });
  });

  test("a double click that places two orders is wrong, also where the other one is of nothing", () => {
    for (const items of [{ abacus: 1 }, {}]) {
      const { checkout, history } = filled();
      const [one, other] = [checkout({ key: "a" }), checkout({ key: "a" })];
      one(order({ abacus: 1 }));
      other(order(items, "2"));
      expect(ledgerOf(history)).toMatchObject({ orders: 1, wrongOrders: 1 });
    }
  });

  test("in two tabs one places the order, the other finds an empty cart, and neither failed", () => {
    const { checkout, looked, history } = filled();
    const [one, other] = [checkout({ key: "a" }), checkout({ key: "b" })];
    other({ type: "fail", status: 409 });
    one(order({ abacus: 1 }));
    looked({});
    expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, orders: 1 });
  });

  test("in two tabs two orders of the same items are one too many, and counted once", () => {
    const { checkout, looked, history } = filled();
    const [one, other] = [checkout({ key: "a" }), checkout({ key: "b" })];
    one(order({ abacus: 1 }));
    other(order({ abacus: 1 }, "2"));
    looked({});
    expect(ledgerOf(history)).toMatchObject({ orders: 1, wrongOrders: 1, doubled: 1 });
  });

  test("a full cart that is said to be empty is lost", () => {
    const { checkout, history } = filled();
    checkout()({ type: "fail", status: 409 });
    expect(ledgerOf(history)).toMatchObject({ failed: 1, lost: 1 });
  });
});

test("a look during the checkout may show the cart of before or an empty one, whichever answer comes first", () => {
  for (const seen of [{ abacus: 1 }, {}]) {
    for (const isLookFirst of [true, false]) {
      const { added, checkout, look, history } = ann();
      added("abacus", { abacus: 1 });
      const [looked, buying] = [look(), checkout()];
      if (isLookFirst) looked(cart(seen));
      buying(order({ abacus: 1 }));
      if (!isLookFirst) looked(cart(seen));
      expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, orders: 1 });
    }
  }
});

describe("an add during the checkout", () => {
  test.each([
    ["is ordered", { abacus: 1, "paper-tape": 1 }, {}, NO_HARM],
    ["is left in the cart", { abacus: 1 }, { "paper-tape": 1 }, NO_HARM],
    ["must not be lost", { abacus: 1 }, {}, { ...NO_HARM, lost: 1 }],
    ["must not be both", { abacus: 1, "paper-tape": 1 }, { "paper-tape": 1 }, { ...NO_HARM, doubled: 1 }],
  ])("%s", (_how, ordered: Items, left: Items, expected) => {
    for (const isAddFirst of [true, false]) {
      const { add, added, checkout, looked, history } = ann();
      added("abacus", { abacus: 1 });
      const [tape, buying] = [add({ wanted: "paper-tape" }), checkout()];
      if (isAddFirst) tape({ status: 202, seen: {} });
      buying(order(ordered));
      if (!isAddFirst) tape({ status: 202, seen: {} });
      looked(left);
      expect(ledgerOf(history)).toMatchObject({ ...expected, orders: 1 });
    }
  });

  test("may be ordered or left in the cart if the checkout's outcome is unknown", () => {
    for (const left of [{}, { abacus: 1, "paper-tape": 1 }, { "paper-tape": 1 }]) {
      const { add, added, checkout, looked, history } = ann();
      added("abacus", { abacus: 1 });
      const [tape, buying] = [add({ wanted: "paper-tape" }), checkout()];
      buying({ type: "unknown", status: 503 });
      tape({ status: 202, seen: {} });
      looked(left);
      expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, failed: 1 });
    }
  });
});

test("an order confirmed when the checkout is sent again was placed the first time or just now", () => {
  for (const foundBetween of [{}, { abacus: 1 }]) {
    const { added, checkout, looked, history } = ann();
    added("abacus", { abacus: 1 });
    checkout({ key: "a" })({ type: "unknown", status: 503 });
    looked(foundBetween);
    checkout({ key: "a" })(order({ abacus: 1 }));
    looked({});
    expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, failed: 1, orders: 1 });
  }
});

describe("a checkout without an answer that is sent again and finds the cart empty", () => {
  const unanswered = (items = true) => {
    const clicks = ann();
    clicks.signedIn();
    if (items) clicks.added("abacus", { abacus: 1 });
    return clicks;
  };
  const LOST = { type: "unknown", status: 503 } as const;
  const EMPTY = { type: "fail", status: 409 } as const;

  test("placed an order that the customer never learns of", () => {
    const { checkout, history } = unanswered();
    checkout({ key: "a" })(LOST);
    checkout({ key: "a" })(LOST);
    checkout({ key: "a" })(EMPTY);
    expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, failed: 3, orders: 0, wrongOrders: 1 });
  });

  test("is right if there was nothing in it", () => {
    const { checkout, history } = unanswered(false);
    checkout({ key: "a" })(LOST);
    checkout({ key: "a" })(EMPTY);
    expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, failed: 1 });
  });

  test.each<[string, (clicks: ReturnType<typeof ann>) => unknown]>([
    ["a checkout", ({ checkout }) => checkout()(LOST)],
    ["a sign-out", ({ signOut }) => signOut()({ status: 204 })],
  ])("is right if %s may have emptied it, before or during the second try", (_what, empty) => {
    const before = unanswered();
    before.checkout({ key: "a" })(LOST);
    empty(before);
    before.checkout({ key: "a" })(EMPTY);
    expect(ledgerOf(before.history)).toMatchObject({ wrongOrders: 0, lost: 0 });
    const during = unanswered();
    during.checkout({ key: "a" })(LOST);
    const again = during.checkout({ key: "a" });
    empty(during);
    again(EMPTY);
    expect(ledgerOf(during.history)).toMatchObject({ wrongOrders: 0, lost: 0 });
  });

  test("is right if another checkout was under way when it was first sent", () => {
    const { checkout, history } = unanswered();
    const other = checkout();
    checkout({ key: "a" })(LOST);
    other(order({ abacus: 1 }));
    checkout({ key: "a" })(EMPTY);
    expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, failed: 1, orders: 1 });
  });
});

test("a customer who got one order of everything that overlapping clicks added has completed", () => {
  const { signedIn, add, checkout, history } = ann();
  signedIn();
  const [abacus, tape] = [add({ wanted: "abacus" }), add({ wanted: "paper-tape" })];
  tape(cart({ "paper-tape": 1 }));
  abacus(cart({ abacus: 1, "paper-tape": 1 }));
  const [one, other] = [checkout({ key: "a" }), checkout({ key: "a" })];
  for (const end of [one, other]) end(order({ abacus: 1, "paper-tape": 1 }));
  history.answer("ann", "order", order({ abacus: 1, "paper-tape": 1 }));
  expect(fatesOf(history.events)).toEqual([
    { shopper: "ann", completed: true, signedOut: false, cartLost: false, unknown: false },
  ]);
});
