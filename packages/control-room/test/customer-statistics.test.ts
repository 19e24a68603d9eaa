import { HistoryBuilder } from "@shop/testing/history-builder.ts";
import { describe, expect, test } from "vitest";
import { CustomerStatistics } from "../src/server/customer-statistics.ts";

const ANN = "shopper-1";
const HOME = "shop-1";

/** Records a history. Returns what was counted, the answers, and the last answer. */
function record(history: HistoryBuilder) {
  const counted = new CustomerStatistics();
  const answers = history.events.map((event) => counted.record(event)).filter((answer) => answer !== null);
  return { counted, statistics: counted.statistics(), answers, last: answers.at(-1) };
}

test("a purchase without trouble counts as one order", () => {
  const { statistics, answers, last } = record(new HistoryBuilder().fillCart(ANN, HOME).buy(ANN, HOME));
  expect(statistics).toMatchObject({
    orders: 1,
    signedOut: 0,
    cartsLost: 0,
    unavailable: 0,
    unreachable: 0,
    strangers: 0,
  });
  expect(answers.map(({ operation }) => operation)).toEqual(
    expect.arrayContaining(["sign-in", "add", "checkout"]),
  );
  expect(last).toMatchObject({ number: 1, status: "known", items: 0, replica: HOME, itemsLost: 0 });
});

test("a customer who is taken for a stranger several times was signed out once and lost one cart", () => {
  const history = new HistoryBuilder()
    .fillCart(ANN, HOME)
    .findNothing(ANN, "shop-2")
    .findNothing(ANN, "shop-3");
  const { statistics, answers, last } = record(history);
  expect(statistics).toMatchObject({ signedOut: 1, cartsLost: 1, strangers: 1, orders: 0 });
  expect(answers.filter(({ itemsLost }) => itemsLost > 0).map(({ itemsLost }) => itemsLost)).toEqual([3]);
  expect(last).toMatchObject({ status: "stranger", items: 0, replica: "shop-3" });
});

test("a customer who signs in again is known again, and can be signed out again", () => {
  const history = new HistoryBuilder().fillCart(ANN, HOME).findNothing(ANN, "shop-2").fillCart(ANN, "shop-2");
  expect(record(history).statistics).toMatchObject({ strangers: 0, signedOut: 1 });
  expect(record(history.findNothing(ANN, HOME)).statistics).toMatchObject({ signedOut: 2, cartsLost: 2 });
});

test("a 503 and a missing answer are told apart; they sign nobody out and lose nothing", () => {
  const history = new HistoryBuilder()
    .fillCart(ANN, HOME)
    .answer(ANN, "whoami", { type: "unknown", status: 503 })
    .answer(ANN, "whoami", { type: "unknown" });
  const { statistics, answers } = record(history);
  expect(statistics).toMatchObject({ unavailable: 1, unreachable: 1, signedOut: 0, cartsLost: 0 });
  expect(answers.slice(-2)).toMatchObject([
    { outcome: "unavailable", status: "known", items: 3 },
    { outcome: "unreachable", status: "known", items: 3 },
  ]);
});

describe("while every request fails", () => {
  /** Fills a cart and becomes a stranger, then gets a 503 in each of the following milliseconds. */
  const outage = (milliseconds: number) => {
    const history = new HistoryBuilder().fillCart(ANN, HOME).findNothing(ANN, "shop-2");
    for (let i = 0; i < milliseconds / 2; i++)
      history.answer(ANN, "whoami", { type: "unknown", status: 503 });
    return history;
  };

  test("nobody knows how many strangers there are, and there is no latency", () => {
    expect(record(outage(900)).statistics).toMatchObject({ strangers: 1, p50: 1, p99: 1 });
    expect(record(outage(1200)).statistics).toMatchObject({ strangers: null, p50: null, p99: null });
  });

  test("one answer is enough to know again", () => {
    const { statistics } = record(outage(1200).findNothing(ANN, HOME));
    expect(statistics).toMatchObject({ strangers: 1, p50: 1 });
  });
});

test("overlapping requests have latencies of their own, and nobody is a stranger during a sign-in", () => {
  const history = new HistoryBuilder().fillCart(ANN, HOME);
  const looked = history.begin(ANN, "whoami", { key: "look" });
  const signedIn = history.begin(ANN, "sign-in", { key: "sign-in" });
  signedIn({ replica: HOME, seen: { user: ANN } });
  looked({ replica: HOME, seen: { user: null } });
  const { statistics, last } = record(history);
  expect(statistics).toMatchObject({ signedOut: 0, strangers: 0, p50: 1, p99: 3 });
  expect(last).toMatchObject({ status: "known", items: 3 });
});

test("a customer is pinned after five answers in a row from one replica", () => {
  const { counted } = record(new HistoryBuilder().fillCart(ANN, HOME));
  expect(counted.pinned(HOME)).toBe(0);
  const stayed = record(new HistoryBuilder().fillCart(ANN, HOME).answer(ANN, "whoami", { replica: HOME }));
  expect(stayed.counted.pinned(HOME)).toBe(1);
  const moved = record(new HistoryBuilder().fillCart(ANN, HOME).buy(ANN, HOME).fillCart(ANN, "shop-2"));
  expect([moved.counted.pinned(HOME), moved.counted.pinned("shop-2")]).toEqual([0, 0]);
});

test("load and latency cover the last five seconds only", () => {
  const { counted, statistics } = record(new HistoryBuilder().fillCart(ANN, HOME));
  expect(statistics).toMatchObject({ p50: 1, p99: 1 });
  expect(counted.recentAnswers.load(HOME)).toBe(0.8);
  counted.recentAnswers.expire(60_000);
  expect(counted.recentAnswers.load(HOME)).toBe(0);
  expect(counted.statistics()).toMatchObject({ p50: null, p99: null });
});

test("a customer who left is no longer listed, and the totals stay", () => {
  const { counted } = record(new HistoryBuilder().fillCart(ANN, HOME).findNothing(ANN, "shop-2"));
  counted.remove(ANN);
  expect(counted.customers()).toEqual([]);
  expect(counted.statistics()).toMatchObject({ strangers: 0, signedOut: 1, cartsLost: 1 });
});
