import { setTimeout as sleep } from "node:timers/promises";
import { type Random, seededRandom } from "@shop/lab/engine/random.ts";
import type { History, HistoryEvent } from "@shop/lab/history/history.ts";
import type { ClientAddress } from "@shop/lab/runtime/runtime.ts";
import { shopperAddress } from "@shop/lab/shopper/addresses.ts";
import { skuOf } from "@shop/lab/shopper/journey.ts";
import { takesForStranger } from "@shop/lab/shopper/recognition.ts";
import { Shopper } from "@shop/lab/shopper/shopper.ts";

export interface CustomersOptions {
  readonly url: string;
  readonly clientAddress: ClientAddress;
  readonly history: History;
  readonly seed: number;
}

/** Milliseconds between two clicks. Every sixth customer is in a hurry: people are not alike, and so load is not. */
const CALM = [900, 2600] as const;
const HURRIED = [250, 700] as const;
const isHurried = (n: number) => n % 6 === 0;

/** How long somebody who was signed out is baffled before signing in again, in milliseconds. */
const BAFFLED = [4000, 7000] as const;

/** Real shoppers who shop without end, as many as are wished for. The same seed makes the same ones on every side. */
export class Customers {
  readonly #options: CustomersOptions;
  readonly #present: { name: string; leaving: AbortController; gone: Promise<void> }[] = [];

  constructor(options: CustomersOptions) {
    this.#options = options;
  }

  /** Lets newcomers in, or sends the latest home; gives the names of those who went. */
  async become(count: number): Promise<string[]> {
    while (this.#present.length < count) this.#admit(this.#present.length + 1);
    const going = this.#present.splice(count);
    for (const { leaving } of going) leaving.abort();
    await Promise.all(going.map(({ gone }) => gone));
    return going.map(({ name }) => name);
  }

  #admit(n: number): void {
    const { seed, ...options } = this.#options;
    const shopper = new Shopper({ ...options, name: `shopper-${n}`, address: shopperAddress(n) });
    const leaving = new AbortController();
    const pace = isHurried(n) ? HURRIED : CALM;
    const think = thinking(seededRandom(seed * 1000 + n), leaving.signal);
    const gone = shopWithoutEnd(
      shopper,
      n,
      () => think(pace),
      () => think(BAFFLED),
    )
      .catch((error) => {
        if (!leaving.signal.aborted) throw error;
      })
      .finally(() => shopper.leave());
    this.#present.push({ name: shopper.name, leaving, gone });
  }
}

const thinking =
  (random: Random, signal: AbortSignal) =>
  async ([least, most]: readonly [number, number]): Promise<void> =>
    void (await sleep(random.int(least, most), undefined, { signal }));

/** Purchase after purchase; whoever is taken for a stranger looks into the cart, is baffled, and signs in again. */
async function shopWithoutEnd(
  shopper: Shopper,
  n: number,
  think: () => Promise<void>,
  beBaffled: () => Promise<void>,
): Promise<never> {
  // not all at once, as when a shop opens its doors
  await think();
  for (;;) {
    for await (const answer of purchases(shopper, n)) {
      await think();
      if (answer.operation !== "sign-in" && takesForStranger(answer)) break;
    }
    await shopper.cart();
    await beBaffled();
  }
}

/** The clicks of somebody who signs in and buys again and again, one for each `next`. */
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
