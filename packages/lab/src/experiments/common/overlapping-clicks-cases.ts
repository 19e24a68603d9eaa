import { randomUUIDv7 } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../../engine/random.ts";
import type { HistoryEvent } from "../../history/history.ts";
import { buy, lookAround } from "../../shopper/journey.ts";
import type { Shopper } from "../../shopper/shopper.ts";

/** One customer with a new browser, clicking faster than the shop answers. */
export interface Round {
  readonly shopper: Shopper;
  /** From 0. */
  readonly number: number;
  readonly random: Random;
  /** The idempotency key of the change that may be sent again. */
  readonly key: string;
  /** Sends a change once more at the end with the same key, as a reload or a load balancer does. */
  readonly sendsAgain: boolean;
  /** Somebody else who signs in later in the same browser. */
  readonly successor: () => Shopper;
  /** The same customer with the cookies of this moment, which later answers do not change. */
  readonly keepCookies: () => Promise<Shopper>;
}

/** Clicks follow each other within this time, so that they overlap in every order. */
const WITHIN_MS = 5;

/** What a customer does in a round of each case. Every round ends with a look at what is left of it. */
export const CASES = {
  "first-adds": firstAdds,
  "sign-in-and-add": signInAndAdd,
  "two-tabs": twoTabs,
  "double-checkout": doubleCheckout,
  "add-during-checkout": addDuringCheckout,
  "sign-out-during-add": signOutDuringAdd,
} satisfies Readonly<Record<string, (round: Round) => Promise<void>>>;

async function firstAdds(round: Round): Promise<void> {
  const { shopper, key } = round;
  await shopper.browse();
  await together(round, [
    () => shopper.add("abacus", key),
    () => shopper.add("paper-tape"),
    () => shopper.add("framed-moth"),
  ]);
  await sendAgain(round, () => shopper.add("abacus", key));
  await lookAround(shopper);
}

async function signInAndAdd(round: Round): Promise<void> {
  const { shopper, key } = round;
  await shopper.browse();
  await shopper.add("abacus");
  await together(round, [shopper.signIn, () => shopper.add("paper-tape", key), shopper.cart]);
  await sendAgain(round, () => shopper.add("paper-tape", key));
  await buy(shopper);
}

async function twoTabs(round: Round): Promise<void> {
  const { shopper, key } = round;
  await shopper.browse();
  await shopper.add("abacus", key);
  await shopper.add("paper-tape");
  await together(round, [shopper.signIn, shopper.signIn]);
  await sendAgain(round, () => shopper.add("abacus", key));
  await buy(shopper);
}

/** In even rounds a double click, which sends one form twice; in odd rounds a form in each of two tabs. */
async function doubleCheckout(round: Round): Promise<void> {
  const { shopper, number, key } = round;
  await fillSignedIn(shopper);
  const otherKey = number % 2 === 0 ? key : randomUUIDv7();
  const answers = await together(round, [() => shopper.checkout(key), () => shopper.checkout(otherKey)]);
  await sendAgain(round, () => shopper.checkout(key));
  await lookUp(shopper, answers);
  await lookAround(shopper);
}

async function addDuringCheckout(round: Round): Promise<void> {
  const { shopper, key } = round;
  await fillSignedIn(shopper);
  const answers = await together(round, [() => shopper.checkout(), () => shopper.add("framed-moth", key)]);
  await sendAgain(round, () => shopper.add("framed-moth", key));
  await lookUp(shopper, answers);
  const { seen } = await shopper.cart();
  await shopper.whoami();
  if (Object.keys(seen?.items ?? {}).length > 0) await lookUp(shopper, [await shopper.checkout()]);
}

async function signOutDuringAdd(round: Round): Promise<void> {
  const { shopper, random, key, successor, keepCookies } = round;
  await shopper.browse();
  await shopper.signIn();
  await shopper.add("abacus", key);
  await sendAgain(round, () => shopper.add("abacus", key));
  const before = await keepCookies();
  // in the same moment: what is added after the sign-out would be the next customer's
  const clicks = random.shuffle([shopper.signOut, () => shopper.add("paper-tape")]);
  await Promise.all(clicks.map((click) => click()));
  await shopper.whoami();
  await before.whoami();
  const next = successor();
  await next.signIn();
  await next.cart();
  await next.add("framed-moth");
  await buy(next);
}

/** Sends clicks shortly after each other, without waiting for answers. */
function together(
  { random }: Round,
  clicks: readonly (() => Promise<HistoryEvent>)[],
): Promise<HistoryEvent[]> {
  return Promise.all(
    clicks.map(async (click) => {
      await sleep(random.int(0, WITHIN_MS));
      return click();
    }),
  );
}

/** Looks into the cart first: where a change counts twice, an item that was lost would seem to be there. */
async function sendAgain({ shopper, sendsAgain }: Round, change: () => Promise<HistoryEvent>): Promise<void> {
  if (!sendsAgain) return;
  await shopper.cart();
  await change();
}

async function fillSignedIn(shopper: Shopper): Promise<void> {
  await shopper.browse();
  await shopper.signIn();
  await shopper.add("abacus");
  await shopper.add("paper-tape");
}

/** Looks up the orders that these answers confirmed, each once. */
async function lookUp(shopper: Shopper, answers: readonly HistoryEvent[]): Promise<void> {
  const ids = new Set(answers.map(({ seen }) => seen?.orderId).filter((id) => id !== undefined));
  for (const id of ids) await shopper.order(id);
}
