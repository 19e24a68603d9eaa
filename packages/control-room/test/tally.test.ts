import { expect, test } from "vitest";
import { HistoryBuilder } from "../../lab/test/history-builder.ts";
import { Tally } from "../src/server/tally.ts";

const ANN = "shopper-1";
const HOME = "shop-1";

/** What is counted after all that was seen, and the last trip. */
function tallied(history: HistoryBuilder) {
  const tally = new Tally();
  const trips = history.events.map((event) => tally.see(event)).filter((trip) => trip !== null);
  return { tally, numbers: tally.numbers(), trips, last: trips.at(-1) };
}

test("a purchase that goes well is one order and no harm", () => {
  const { numbers, last } = tallied(new HistoryBuilder().fillCart(ANN, HOME).buy(ANN, HOME));
  expect(numbers).toMatchObject({ orders: 1, signedOut: 0, cartsLost: 0, unanswered: 0, strangers: 0 });
  expect(last).toMatchObject({ customer: 1, standing: "known", items: 0, replica: HOME, dropped: 0 });
});

test("who is taken for a stranger again and again was signed out once, and lost one cart", () => {
  const history = new HistoryBuilder()
    .fillCart(ANN, HOME)
    .findNothing(ANN, "shop-2")
    .findNothing(ANN, "shop-3");
  const { numbers, trips, last } = tallied(history);
  expect(numbers).toMatchObject({ signedOut: 1, cartsLost: 1, strangers: 1, orders: 0 });
  expect(trips.filter(({ dropped }) => dropped > 0).map(({ dropped }) => dropped)).toEqual([3]);
  expect(last).toMatchObject({ standing: "stranger", items: 0, replica: "shop-3" });
});

test("who signs in again is known again, and can be signed out again", () => {
  const history = new HistoryBuilder().fillCart(ANN, HOME).findNothing(ANN, "shop-2").fillCart(ANN, "shop-2");
  expect(tallied(history).numbers).toMatchObject({ strangers: 0, signedOut: 1 });
  expect(tallied(history.findNothing(ANN, HOME)).numbers).toMatchObject({ signedOut: 2, cartsLost: 2 });
});

test("no answer signs nobody out and loses nothing", () => {
  const history = new HistoryBuilder()
    .fillCart(ANN, HOME)
    .answer(ANN, "whoami", { type: "unknown", status: 503 });
  const { numbers, last } = tallied(history);
  expect(numbers).toMatchObject({ unanswered: 1, signedOut: 0, cartsLost: 0, strangers: 0 });
  expect(last).toMatchObject({ told: false, standing: "known", items: 3 });
});

test("of clicks in flight each has its own wait, and a sign-in makes nobody a stranger who looks meanwhile", () => {
  const history = new HistoryBuilder().fillCart(ANN, HOME);
  const looked = history.begin(ANN, "whoami", { key: "look" });
  const signedIn = history.begin(ANN, "sign-in", { key: "sign-in" });
  signedIn({ replica: HOME, seen: { user: ANN } });
  looked({ replica: HOME, seen: { user: null } });
  const { numbers, last } = tallied(history);
  expect(numbers).toMatchObject({ signedOut: 0, strangers: 0, p50: 1, p99: 3 });
  expect(last).toMatchObject({ standing: "known", items: 3 });
});

test("pinned is who was answered by the same replica five times running", () => {
  const { tally } = tallied(new HistoryBuilder().fillCart(ANN, HOME));
  expect(tally.pinned(HOME)).toBe(0);
  const stayed = tallied(new HistoryBuilder().fillCart(ANN, HOME).answer(ANN, "whoami", { replica: HOME }));
  expect(stayed.tally.pinned(HOME)).toBe(1);
  const moved = tallied(new HistoryBuilder().fillCart(ANN, HOME).buy(ANN, HOME).fillCart(ANN, "shop-2"));
  expect([moved.tally.pinned(HOME), moved.tally.pinned("shop-2")]).toEqual([0, 0]);
});

test("load and latency are of the last seconds only", () => {
  const { tally, numbers } = tallied(new HistoryBuilder().fillCart(ANN, HOME));
  expect(numbers).toMatchObject({ p50: 1, p99: 1 });
  expect(tally.recent.load(HOME)).toBe(0.8);
  tally.recent.forget(60_000);
  expect(tally.recent.load(HOME)).toBe(0);
  expect(tally.numbers()).toMatchObject({ p50: null, p99: null });
});

test("who goes home is nobody's customer any more, and what became of them stays counted", () => {
  const { tally } = tallied(new HistoryBuilder().fillCart(ANN, HOME).findNothing(ANN, "shop-2"));
  tally.dismiss(ANN);
  expect(tally.customers()).toEqual([]);
  expect(tally.numbers()).toMatchObject({ strangers: 0, signedOut: 1, cartsLost: 1 });
});
