import { HistoryBuilder } from "@shop/testing/history-builder.ts";
import { describe, expect, test } from "vitest";
import type { Arm } from "../../src/engine/experiment.ts";
import { judgeArm } from "../../src/engine/verdict.ts";
import { overlappingClicks } from "../../src/experiments/overlapping-clicks.ts";
import type { Items } from "../../src/history/history.ts";

const armOf = (role: Arm["role"]) => overlappingClicks.arms.find((arm) => arm.role === role) as Arm;
const judge = (history: HistoryBuilder, role: Arm["role"] = "subject") =>
  judgeArm(overlappingClicks, armOf(role), history);

const cart = (items: Items) => ({ seen: { items } });
const user = (name: string | null) => ({ seen: { user: name } });

/** What one customer saw, case by case. Each has a default in which all is well. */
const ROUNDS = {
  "first-adds": (history: HistoryBuilder, found: Items = { abacus: 1, "paper-tape": 1 }) => {
    const name = "first-adds 1";
    const adds = ["abacus", "paper-tape"].map((wanted) => ({
      wanted,
      end: history.answer(name, "browse", {}).begin(name, "add", { wanted }),
    }));
    for (const { wanted, end } of adds) end(cart({ [wanted]: 1 }));
    return history.answer(name, "cart", cart(found));
  },
  "sign-in-and-add": (history: HistoryBuilder, who: string | null = "ann") => {
    const name = "sign-in-and-add 1";
    const signedIn = history.begin(name, "sign-in", { wanted: "ann" });
    const added = history.begin(name, "add", { wanted: "abacus" });
    signedIn(user("ann"));
    added({ status: 202, seen: {} });
    history.answer(name, "whoami", user(who));
    return who ? bought(history, name) : history.answer(name, "checkout", { type: "fail", status: 401 });
  },
  "two-tabs": (history: HistoryBuilder, found: Items = { abacus: 1 }) => {
    const name = "two-tabs 1";
    history.answer(name, "add", { wanted: "abacus", ...cart({ abacus: 1 }) });
    const tabs = ["a", "b"].map((key) => history.begin(name, "sign-in", { wanted: "ann", key }));
    for (const end of tabs) end(user("ann"));
    return bought(history.answer(name, "cart", cart(found)), name, found);
  },
  "double-checkout": (history: HistoryBuilder, isPlaced = true) => {
    const name = "double-checkout 1";
    filled(history, name);
    const clicks = ["a", "b"].map((key) => history.begin(name, "checkout", { key }));
    const order = { status: 201, seen: { items: { abacus: 1 }, orderId: "1" } };
    const refused = { type: "fail", status: 409 } as const;
    clicks[0]?.(isPlaced ? order : refused);
    clicks[1]?.(refused);
    return isPlaced ? history.answer(name, "order", order) : history;
  },
  "add-during-checkout": (history: HistoryBuilder, left: Items = { "paper-tape": 1 }) => {
    const name = "add-during-checkout 1";
    filled(history, name);
    const added = history.begin(name, "add", { wanted: "paper-tape" });
    bought(history, name);
    added(cart({ "paper-tape": 1 }));
    return history.answer(name, "cart", cart(left));
  },
  "sign-out-during-add": (history: HistoryBuilder, found: Items = {}, who: string | null = null) => {
    const name = "sign-out-during-add 1";
    filled(history, name);
    const signedOut = history.begin(name, "sign-out");
    const added = history.begin(name, "add", { wanted: "paper-tape" });
    added(cart({ abacus: 1, "paper-tape": 1 }));
    signedOut({ status: 204 });
    history.answer(name, "whoami", user(who));
    history.answer(`${name} next`, "sign-in", user("bob")).answer(`${name} next`, "cart", cart(found));
    history.answer(`${name} next`, "add", { wanted: "abacus", ...cart({ ...found, abacus: 1 }) });
    return bought(history, `${name} next`, { ...found, abacus: 1 });
  },
} as const;

function filled(history: HistoryBuilder, name: string): HistoryBuilder {
  history.answer(name, "sign-in", user("ann"));
  return history.answer(name, "add", { wanted: "abacus", ...cart({ abacus: 1 }) });
}

function bought(history: HistoryBuilder, name: string, items: Items = { abacus: 1 }): HistoryBuilder {
  const order = { status: 201, seen: { items, orderId: `order of ${name}` } };
  return history.answer(name, "checkout", order).answer(name, "order", order);
}

/** A round of each case, all well but one. */
function rounds(unlike: Partial<Record<keyof typeof ROUNDS, (history: HistoryBuilder) => unknown>> = {}) {
  const history = new HistoryBuilder();
  for (const [name, play] of Object.entries(ROUNDS)) (unlike[name as keyof typeof ROUNDS] ?? play)(history);
  return history;
}

test("where all that was acknowledged is kept once, the subject is as predicted and the control is not", () => {
  const finding = judge(rounds());
  expect(finding).toMatchObject({ asPredicted: true, unsteady: null });
  expect(finding.numbers).toMatchObject({ acknowledged: 10, kept: 10, lost: 0, unexpected: 0, orders: 5 });
  expect(judge(rounds(), "control")).toMatchObject({ asPredicted: false, unsteady: null });
});

describe.each<[string, HistoryBuilder, RegExp]>([
  [
    "a first add is lost",
    rounds({ "first-adds": (history) => ROUNDS["first-adds"](history, { abacus: 1 }) }),
    /^1 of 10 items lost \(first-adds 1\), 0 doubled/,
  ],
  [
    "the cart is gone after signing in twice",
    rounds({ "two-tabs": (history) => ROUNDS["two-tabs"](history, {}) }),
    /^1 of 10 items lost \(two-tabs 1\)/,
  ],
  [
    "an add during the checkout is lost",
    rounds({ "add-during-checkout": (history) => ROUNDS["add-during-checkout"](history, {}) }),
    /^1 of 10 items lost \(add-during-checkout 1\)/,
  ],
])("%s", (_what, history, observed) => {
  test("the subject deviates and the control has shown it", () => {
    expect(judge(history)).toMatchObject({ asPredicted: false, unsteady: null });
    expect(judge(history).observed).toMatch(observed);
    expect(judge(history, "control")).toMatchObject({ asPredicted: true, unsteady: null });
  });
});

test.each<[string, HistoryBuilder, Record<string, number>]>([
  [
    "an add during the sign-in signs the customer out",
    rounds({ "sign-in-and-add": (history) => ROUNDS["sign-in-and-add"](history, null) }),
    { "signed out": 2, "orders missing": 1, "sign-in-and-add: signed out": 2 },
  ],
  [
    "of two checkouts at once neither makes an order",
    rounds({ "double-checkout": (history) => ROUNDS["double-checkout"](history, false) }),
    { "orders missing": 1 },
  ],
  [
    "what is added during a sign-out is in the next customer's cart",
    rounds({
      "sign-out-during-add": (history) => ROUNDS["sign-out-during-add"](history, { "paper-tape": 1 }),
    }),
    { unexpected: 1, "sign-out-during-add: doubled": 1 },
  ],
  [
    "somebody is signed in after the sign-out",
    rounds({ "sign-out-during-add": (history) => ROUNDS["sign-out-during-add"](history, {}, "ann") }),
    { "still signed in": 1 },
  ],
  [
    "a request fails",
    rounds().answer("first-adds 1", "whoami", { type: "unknown", status: 500 }),
    { "requests failed": 1 },
  ],
])("the subject deviates where %s", (_what, history, numbers) => {
  expect(judge(history)).toMatchObject({ asPredicted: false, unsteady: null, numbers });
});

test("inconclusive where a case is missing, or a customer could not begin", () => {
  for (const name of Object.keys(ROUNDS))
    expect(judge(rounds({ [name]: () => {} })).unsteady).toContain(`not tried: ${name}`);
  const refused = rounds().answer("first-adds 2", "add", { type: "fail", status: 404, wanted: "abacus" });
  expect(judge(refused).unsteady).toContain("of 8 customers 7");
  expect(judge(new HistoryBuilder()).unsteady).not.toBeNull();
});
