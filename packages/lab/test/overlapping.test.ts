import { describe, expect, test } from "vitest";
import type { Items } from "../src/history/history.ts";
import { waits } from "../src/history/questions.ts";
import { fatesOf } from "../src/shopper/fate.ts";
import { ledgersOf } from "../src/shopper/ledger.ts";
import { HistoryBuilder } from "./history-builder.ts";

const ledgerOf = ({ events }: HistoryBuilder) => ledgersOf(events)[0];
const cart = (items: Items) => ({ seen: { items } });
const order = (items: Items, orderId = "1") => ({ status: 201, seen: { items, orderId } });
const NO_HARM = { failed: 0, signedOut: 0, stillSignedIn: 0, lost: 0, doubled: 0, wrongOrders: 0 };

/** Ann's clicks: of each a function that begins it, and gives one that ends it. */
function ann() {
  const history = new HistoryBuilder();
  const click =
    (operation: Parameters<HistoryBuilder["begin"]>[1]) =>
    (request: Parameters<HistoryBuilder["begin"]>[2] = {}) =>
      history.begin("ann", operation, request);
  const signedIn = () => history.answer("ann", "sign-in", { seen: { user: "ann" } });
  const added = (wanted: string, items: Items) => history.answer("ann", "add", { wanted, ...cart(items) });
  const looked = (items: Items) => history.answer("ann", "cart", cart(items));
  return {
    history,
    signedIn,
    added,
    looked,
    signIn: click("sign-in"),
    signOut: click("sign-out"),
    add: click("add"),
    look: click("cart"),
    whoami: click("whoami"),
    checkout: click("checkout"),
  };
}

describe("adds at once", () => {
  const addedTogether = (found: Items) => {
    const { add, looked, history } = ann();
    const [abacus, tape] = [add({ wanted: "abacus" }), add({ wanted: "paper-tape" })];
    tape(cart({ "paper-tape": 1 }));
    abacus(cart({ abacus: 1, "paper-tape": 1 }));
    looked(found);
    return ledgerOf(history);
  };

  test("each answer may show the cart before or after the other add", () => {
    expect(addedTogether({ abacus: 1, "paper-tape": 1 })).toMatchObject({ ...NO_HARM, acknowledged: 2 });
  });

  test("what was acknowledged and is gone in the end is lost", () => {
    expect(addedTogether({ abacus: 1 })).toMatchObject({ ...NO_HARM, lost: 1 });
  });

  test("an answer must show what it has added itself, and what was acknowledged before it began", () => {
    for (const seen of [{ abacus: 1 }, { "paper-tape": 1 }]) {
      const { add, added, history } = ann();
      added("abacus", { abacus: 1 });
      const [tape, moth] = [add({ wanted: "paper-tape" }), add({ wanted: "framed-moth" })];
      tape(cart(seen));
      moth(cart({ abacus: 1, "framed-moth": 1 }));
      expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, lost: 1 });
    }
  });
});

describe("a look during an add", () => {
  test.each([
    ["without it", { abacus: 1 }, NO_HARM],
    ["with it", { abacus: 1, "paper-tape": 1 }, NO_HARM],
    ["with it twice", { abacus: 1, "paper-tape": 2 }, { ...NO_HARM, doubled: 1 }],
    ["without what was there before", { "paper-tape": 1 }, { ...NO_HARM, lost: 1 }],
  ])("%s", (_how, seen: Items, expected) => {
    const { add, added, look, history } = ann();
    added("abacus", { abacus: 1 });
    const looked = look();
    const tape = add({ wanted: "paper-tape" });
    looked(cart(seen));
    tape(cart({ abacus: 1, "paper-tape": 1 }));
    expect(ledgerOf(history)).toMatchObject(expected);
  });

  test("two looks that miss the same item count it as lost once", () => {
    const { added, look, history } = ann();
    added("abacus", { abacus: 1 });
    const [one, other] = [look({ key: "look 1" }), look({ key: "look 2" })];
    other(cart({}));
    one(cart({}));
    expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, lost: 1 });
  });
});

describe("a change that is sent again with its key", () => {
  const sentAgain = (found: Items) => {
    const { add, added, looked, history } = ann();
    add({ wanted: "abacus", key: "a" })(cart({ abacus: 1 }));
    added("paper-tape", { abacus: 1, "paper-tape": 1 });
    // the remembered answer shows the cart as it was then
    add({ wanted: "abacus", key: "a" })(cart({ abacus: 1 }));
    looked(found);
    return ledgerOf(history);
  };

  test("counts once", () => {
    expect(sentAgain({ abacus: 1, "paper-tape": 1 })).toMatchObject({ ...NO_HARM, acknowledged: 2 });
  });

  test("counted twice is doubled", () => {
    expect(sentAgain({ abacus: 2, "paper-tape": 1 })).toMatchObject({ ...NO_HARM, doubled: 1 });
  });
});

test("an answer that does not show the cart says nothing of what is in it, and acknowledges", () => {
  const { add, added, looked, history } = ann();
  added("abacus", { abacus: 1 });
  add({ wanted: "paper-tape" })({ status: 202, seen: {} });
  expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, acknowledged: 2 });
  expect(ledgerOf(looked({ abacus: 1 }))).toMatchObject({ ...NO_HARM, lost: 1 });
});

describe("checkouts at once", () => {
  const filled = () => {
    const clicks = ann();
    clicks.signedIn();
    clicks.added("abacus", { abacus: 1 });
    return clicks;
  };

  test("a double click is told of one order twice", () => {
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

  test("in two tabs two orders of the same items are one too many", () => {
    const { checkout, history } = filled();
    const [one, other] = [checkout({ key: "a" }), checkout({ key: "b" })];
    one(order({ abacus: 1 }));
    other(order({ abacus: 1 }, "2"));
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

test("a look during the sign-in may show nothing, and what it does not show is not lost", () => {
  const { added, signIn, look, looked, history } = ann();
  added("abacus", { abacus: 1 });
  const [signedIn, looking] = [signIn(), look()];
  signedIn({ seen: { user: "ann" } });
  looking(cart({}));
  looked({ abacus: 1 });
  expect(ledgerOf(history)).toMatchObject(NO_HARM);
  expect(ledgerOf(looked({}))).toMatchObject({ ...NO_HARM, lost: 1 });
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

  test("whose checkout ended without telling may be ordered or left in the cart", () => {
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

describe("being taken for a stranger", () => {
  const stranger = { seen: { user: null } };

  test("by a request that began after the sign-in is being signed out", () => {
    const { signedIn, whoami, history } = ann();
    signedIn();
    whoami()(stranger);
    expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, signedOut: 1 });
    expect(fatesOf(history.events)).toMatchObject([{ signedOut: true }]);
  });

  test("is right for a request that overlaps with a sign-in or a sign-out", () => {
    for (const change of ["signIn", "signOut"] as const) {
      const clicks = ann();
      clicks.signedIn();
      const changed = clicks[change]();
      const [during, after] = [clicks.whoami({ key: "a" }), clicks.whoami({ key: "b" })];
      during(stranger);
      changed();
      after(stranger);
      expect(ledgerOf(clicks.history), change).toMatchObject(NO_HARM);
      expect(fatesOf(clicks.history.events), change).toMatchObject([{ signedOut: false }]);
    }
  });

  test("is right after a sign-out, and being known is not", () => {
    const { signedIn, signOut, whoami, history } = ann();
    signedIn();
    signOut()({ status: 204 });
    whoami()(stranger);
    expect(ledgerOf(history)).toMatchObject(NO_HARM);
    whoami()({ seen: { user: "ann" } });
    expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, stillSignedIn: 1 });
  });

  test("nobody can tell who is signed in after a sign-in and a sign-out at once", () => {
    for (const user of ["ann", null]) {
      for (const isSignInFirst of [true, false]) {
        const { signIn, signOut, whoami, history } = ann();
        const [signedIn, signedOut] = [signIn(), signOut()];
        if (isSignInFirst) signedIn({ seen: { user: "ann" } });
        signedOut({ status: 204 });
        if (!isSignInFirst) signedIn({ seen: { user: "ann" } });
        whoami()({ seen: { user } });
        expect(ledgerOf(history)).toMatchObject(NO_HARM);
      }
    }
  });
});

describe("a sign-out", () => {
  const signedOutDuringAdd = (found: Items, isAddFirst: boolean) => {
    const { signedIn, add, added, signOut, looked, history } = ann();
    signedIn();
    added("abacus", { abacus: 1 });
    const [signedOut, tape] = [signOut(), add({ wanted: "paper-tape" })];
    if (isAddFirst) tape({ status: 202, seen: {} });
    signedOut({ status: 204 });
    if (!isAddFirst) tape({ status: 202, seen: {} });
    looked(found);
    return ledgerOf(history);
  };

  test.each([true, false])("empties the cart, and what was added meanwhile may be gone or not", (isFirst) => {
    expect(signedOutDuringAdd({}, isFirst)).toMatchObject(NO_HARM);
    expect(signedOutDuringAdd({ "paper-tape": 1 }, isFirst)).toMatchObject(NO_HARM);
  });

  test.each([true, false])("leaves nothing of before, and nothing twice", (isFirst) => {
    expect(signedOutDuringAdd({ abacus: 1 }, isFirst)).toMatchObject({ ...NO_HARM, doubled: 1 });
    expect(signedOutDuringAdd({ "paper-tape": 2 }, isFirst)).toMatchObject({ ...NO_HARM, doubled: 1 });
  });
});

test("who got one order of all that overlapping clicks put in the cart has completed", () => {
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

test("an answer belongs to the request with its key, whichever began first", () => {
  const { look, history } = ann();
  const [slow, fast] = [look({ key: "slow" }), look({ key: "fast" })];
  fast();
  slow();
  expect(waits(history.events)).toEqual([1, 3]);
});
