import { setTimeout as sleep } from "node:timers/promises";
import { type Random, seededRandom } from "@shop/lab/engine/random.ts";
import type { History, HistoryEvent } from "@shop/lab/history/history.ts";
import type { ClientAddress } from "@shop/lab/runtime/runtime.ts";
import { shopperAddress } from "@shop/lab/shopper/addresses.ts";
import { skuOf } from "@shop/lab/shopper/journey.ts";
import { takesForStranger } from "@shop/lab/shopper/recognition.ts";
import { Shopper } from "@shop/lab/shopper/shopper.ts";

/** `url` is the shop's. `history` gets all events of all customers. */
export interface CustomersOptions {
  readonly url: string;
  readonly clientAddress: ClientAddress;
  readonly history: History;
  readonly seed: number;
}

/** Pauses in milliseconds, drawn at random between the two figures. */
type PauseRange = readonly [least: number, most: number];

/** Between two clicks. Every sixth customer is in a hurry, so that the load differs from replica to replica as it does in reality. */
const CALM_PAUSE_MS: PauseRange = [900, 2600];
const HURRIED_PAUSE_MS: PauseRange = [250, 700];
const isHurried = (n: number) => n % 6 === 0;

/** Between being signed out by mistake and signing in again. */
const SIGNED_OUT_PAUSE_MS: PauseRange = [4000, 7000];

/** Simulated customers who shop until they are removed. The same seed makes the same customers on every side. */
export class Customers {
  readonly #options: CustomersOptions;
  readonly #customers: { name: string; leaving: AbortController; gone: Promise<void> }[] = [];

  constructor(options: CustomersOptions) {
    this.#options = options;
  }

  /** How many there are, including those who have not clicked yet. */
  get count(): number {
    return this.#customers.length;
  }

  /** Adds or removes customers until there are `count`. Those who came last leave first; returns their names once they have left. */
  async setCount(count: number): Promise<string[]> {
    while (this.#customers.length < count) this.#add(this.#customers.length + 1);
    const removed = this.#customers.splice(count);
    for (const { leaving } of removed) leaving.abort();
    await Promise.all(removed.map(({ gone }) => gone));
    return removed.map(({ name }) => name);
  }

  #add(n: number): void {
    const { seed, ...options } = this.#options;
    const shopper = new Shopper({ ...options, name: `shopper-${n}`, address: shopperAddress(n) });
    const leaving = new AbortController();
    const pause = randomPause(seededRandom(seed * 1000 + n), leaving.signal);
    const gone = shopForever(shopper, n, pause)
      .catch((error) => {
        if (!leaving.signal.aborted) throw error;
      })
      .finally(() => shopper.leave());
    this.#customers.push({ name: shopper.name, leaving, gone });
  }
}

/** Waits for a random time; rejects when the signal aborts. */
type Pause = (range: PauseRange) => Promise<void>;

const randomPause =
  (random: Random, signal: AbortSignal): Pause =>
  async ([least, most]) =>
    void (await sleep(random.int(least, most), undefined, { signal }));

/** Buys again and again. A customer who is taken for a stranger looks into the cart, waits, and signs in again. */
async function shopForever(shopper: Shopper, n: number, pause: Pause): Promise<never> {
  const pace = isHurried(n) ? HURRIED_PAUSE_MS : CALM_PAUSE_MS;
  // so that customers do not begin all at once
  await pause(pace);
  for (;;) {
    for await (const answer of purchases(shopper, n)) {
      await pause(pace);
      if (answer.operation !== "sign-in" && takesForStranger(answer)) break;
    }
    await shopper.cart();
    await pause(SIGNED_OUT_PAUSE_MS);
  }
}

/** Signs in, then buys again and again: one click for each `next`. */
async function* purchases(shopper: Shopper, n: number): AsyncGenerator<HistoryEvent, void> {
  for (;;) {
    const answer = await shopper.signIn();
    yield answer;
    if (answer.type === "ok") break;
  }
  for (let purchase = 1; ; purchase++) {
    for (let item = 0; item < 3; item++) {
      yield await shopper.add(skuOf(n + purchase + item * 5));
      yield await shopper.whoami();
    }
    yield await shopper.cart();
    const checkout = await shopper.checkout();
    yield checkout;
    if (checkout.seen?.orderId) yield await shopper.order(checkout.seen.orderId);
  }
}
