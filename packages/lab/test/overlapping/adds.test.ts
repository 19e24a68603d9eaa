import { describe, expect, test } from "vitest";
import type { Items } from "../../src/history/history.ts";
import { latencies } from "../../src/history/questions.ts";
import { ann, cart, ledgerOf, NO_HARM } from "./ann.ts";

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

describe("an add without an answer that is sent again with its key", () => {
  const unanswered = () => {
    const clicks = ann();
    clicks.add({ wanted: "abacus", key: "a" })({ type: "unknown", status: 503 });
    return { ...clicks, again: clicks.add({ wanted: "abacus", key: "a" }) };
  };

  test("counts once, whether it was done at first or just now", () => {
    for (const foundBetween of [{}, { abacus: 1 }]) {
      const { add, looked, history } = ann();
      add({ wanted: "abacus", key: "a" })({ type: "unknown", status: 503 });
      looked(foundBetween);
      add({ wanted: "abacus", key: "a" })(cart({ abacus: 1 }));
      looked({ abacus: 1 });
      expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, failed: 1, acknowledged: 1 });
    }
  });

  test("is doubled where its own answer shows it twice", () => {
    const { again, history } = unanswered();
    again(cart({ abacus: 2 }));
    expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, failed: 1, doubled: 1 });
  });

  test("is doubled where a look had already shown it once", () => {
    const { add, looked, history } = ann();
    add({ wanted: "abacus", key: "a" })({ type: "unknown", status: 503 });
    looked({ abacus: 1 });
    add({ wanted: "abacus", key: "a" })({ status: 202, seen: {} });
    looked({ abacus: 2 });
    expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, failed: 1, doubled: 1 });
  });

  test("is lost where its answer was remembered and the item was not", () => {
    const { again, looked, history } = unanswered();
    again(cart({ abacus: 1 }));
    looked({});
    expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, failed: 1, acknowledged: 1, lost: 1 });
  });

  test("may be gone if a checkout came between", () => {
    const { signedIn, add, checkout, looked, history } = ann();
    signedIn();
    add({ wanted: "abacus", key: "a" })({ type: "unknown", status: 503 });
    checkout()({ status: 201, seen: { items: { abacus: 1 }, orderId: "1" } });
    add({ wanted: "abacus", key: "a" })(cart({ abacus: 1 }));
    looked({});
    expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, failed: 1, orders: 1 });
  });
});

test("an answer that does not show the cart says nothing of what is in it, and acknowledges", () => {
  const { add, added, looked, history } = ann();
  added("abacus", { abacus: 1 });
  add({ wanted: "paper-tape" })({ status: 202, seen: {} });
  expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, acknowledged: 2 });
  expect(ledgerOf(looked({ abacus: 1 }))).toMatchObject({ ...NO_HARM, lost: 1 });
});

test("an answer belongs to the request with its key, whichever began first", () => {
  const { look, history } = ann();
  const [slow, fast] = [look({ key: "slow" }), look({ key: "fast" })];
  fast();
  slow();
  expect(latencies(history.events)).toEqual([1, 3]);
});
