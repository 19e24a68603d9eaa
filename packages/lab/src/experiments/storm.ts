import { randomUUIDv7 } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { allZero, control, type Experiment, predict, subject } from "../engine/experiment.ts";
import type { Random } from "../engine/random.ts";
import type { Stage } from "../engine/stage.ts";
import type { ArmHistory } from "../history/file.ts";
import { History } from "../history/history.ts";
import { around, latencies, timeOf } from "../history/questions.ts";
import { lookAround, skuOf } from "../shopper/journey.ts";
import { ledgersOf, total } from "../shopper/ledgers.ts";
import type { Shopper } from "../shopper/shopper.ts";
import { hundredths, percentile, sum } from "../statistics.ts";
import { everybodyBegan } from "./common/steady-state.ts";

const REPLICAS = ["shop-1", "shop-2", "shop-3"];
const KILL_EVERY_MS = 1000;
const BEGIN = "storm";
const END = "storm done";
const CALM = "redis";
const ATTACKED = "redis, under attack";
/** How much longer p99 may be under attack than without. */
const MOST_TIMES_SLOWER = 2;
/** A p99 below this nobody would notice. */
const NOT_NOTICED_MS = 250;
const SLOWER = "p99, times that without the attack";

const customersLose = predict(
  "customers are signed out and lose items",
  (the) => the("signed out") > 0 && the("items lost") > 0,
);
const unnoticed = predict(
  "no request fails, nobody is signed out, no item is lost or doubled, every order is placed once",
  (the) => allZero(the, "failed", "signed out", "items lost", "items doubled", "orders wrong"),
);
const unnoticedUnderAttack = predict(
  `the same, and p99 at most ${MOST_TIMES_SLOWER} times as long, or below ${NOT_NOTICED_MS} ms`,
  (the) => unnoticed.holds(the) && (the(SLOWER) <= MOST_TIMES_SLOWER || the("p99 in ms") < NOT_NOTICED_MS),
);

export const storm: Experiment = {
  name: "storm",
  claim: "With shared state and idempotency keys, replicas may die all the time, and no customer can tell.",
  method:
    "Customers shop without a break: fill the cart, look, check out, look at the order, begin again. Now and then they have two clicks in flight: two adds, a look during an add, a double click at the checkout. Every second a replica is picked by chance, killed with SIGKILL and started again, whatever it had in hand; the last one that nginx knows to be ready is spared. nginx sends what got no answer to another replica; the key that each change carries makes it happen once, even where the dead replica had done it already. In the last arm somebody at one other address does what they can besides: floods the shop with new carts, guesses a customer's password, and holds a thousand connections.",
  meaning:
    "A crash is an event for your log and not for your customers. It takes both halves: state outside of the replicas, and changes that may be sent twice.",
  arms: [
    control("sticky-cookie", customersLose),
    subject("redis", unnoticed, { name: CALM }),
    subject("redis", unnoticedUnderAttack, { name: ATTACKED, comparedWith: [CALM] }),
  ],

  async run(stage, { name }) {
    const crowd = stage.shoppers(stage.quick ? 40 : 200);
    await stage.inTurns(crowd, async (shopper, n) => {
      await shopper.signIn();
      await shopper.add(skuOf(n));
    });
    stage.mark(BEGIN);
    const shopping = new Map(crowd.map((shopper, n) => [shopper, shopOn(shopper, n, stage.random.fork())]));
    // of its own: customers who think draw from the stage's, at moments that differ from run to run
    const victims = stage.random.fork();
    await stage.during(
      () => {
        const kills = killAgainAndAgain(stage, victims, stage.quick ? 6 : 60);
        return name === ATTACKED ? stage.underAttack("shopper-1", kills) : kills;
      },
      crowd,
      async (shopper) => {
        await (stage.quick ? stage.think(300, 1200) : stage.think(600, 2400));
        await shopping.get(shopper)?.next();
      },
    );
    stage.mark(END);
    await stage.inTurns(crowd, lookAround);
  },

  measure({ name, role }, history, all) {
    const { before } = around(BEGIN, history);
    timeOf(END, history.acts);
    const ledgers = ledgersOf(history.events);
    const [failed, lost] = [total(ledgers, "failed"), total(ledgers, "lost")];
    const [doubled, orders] = [total(ledgers, "doubled"), total(ledgers, "orders")];
    const wrongOrders = total(ledgers, "wrongOrders");
    const signedOut = ledgers.filter((ledger) => ledger.signedOut > 0).length;
    const requests = around(BEGIN, history).after.filter(({ type }) => type === "invoke").length;
    const kills = history.acts.filter(({ act }) => act === "kill done").length;
    const [p99, calm] = [p99Of(history), all.get(CALM)];
    return {
      observed: `${kills} kills: ${failed} of ${requests} requests failed, ${signedOut} of ${ledgers.length} signed out, ${lost} items lost, ${doubled} doubled, ${orders} orders right, ${wrongOrders} wrong; p99 ${Math.round(p99)} ms`,
      unsteady:
        everybodyBegan(before) ??
        (kills === 0 ? "no replica was killed" : null) ??
        (role === "subject" && orders === 0 ? "nobody ordered anything" : null) ??
        (name === ATTACKED ? theAttackArrived(history) : null),
      numbers: {
        customers: ledgers.length,
        kills,
        requests,
        failed,
        "signed out": signedOut,
        "items lost": lost,
        "items doubled": doubled,
        orders,
        "orders wrong": wrongOrders,
        "p99 in ms": Math.round(p99),
        ...(name === ATTACKED && calm && { [SLOWER]: hundredths(p99 / p99Of(calm)) }),
        ...attackerStatistics(history),
      },
    };
  },

  figures: [{ plot: "fates" }],
  evidence: [],
};

/** Milliseconds, of all answers since the storm began. */
const p99Of = (history: ArmHistory) => percentile(latencies(around(BEGIN, history).after), 0.99);

const ATTACKERS_ANSWERS = "attacker's requests answered";

const attackerStatistics = ({ samples }: ArmHistory) =>
  Object.fromEntries(
    samples.filter(({ what }) => what.startsWith(ATTACKERS_ANSWERS)).map(({ what, value }) => [what, value]),
  );

/** Null where the shop had work with the attacker, and nginx refused the rest: an attacker who cannot connect shows nothing. */
function theAttackArrived(history: ArmHistory): string | null {
  const answers = Object.entries(attackerStatistics(history));
  const countOf = (status: string) =>
    sum(answers.filter(([what]) => what.startsWith(`${ATTACKERS_ANSWERS} ${status}`)).map(([, n]) => n));
  const [accepted, refused] = [countOf("2"), countOf("429")];
  if (accepted > 0 && refused > 0) return null;
  return `the attack did not arrive: ${accepted} requests accepted, ${refused} refused with 429`;
}

/** A customer's clicks without end, one or two at once for each `next`. Every fifth purchase begins with signing in again. */
async function* shopOn(shopper: Shopper, n: number, random: Random): AsyncGenerator<void, never> {
  for (let purchase = 1; ; purchase++) {
    if (purchase % 5 === 0) yield void (await shopper.signIn());
    for (let item = 0; item < 3; item++)
      yield await addAndMore(shopper, skuOf(n + purchase + item * 5), random);
    yield void (await shopper.cart());
    yield void (await shopper.whoami());
    const orderId = await checkOut(shopper, random);
    yield;
    if (orderId) yield void (await shopper.order(orderId));
  }
}

/** Adds, and half of the time does something else before the answer comes. */
async function addAndMore(shopper: Shopper, sku: string, random: Random): Promise<void> {
  const more = [
    () => shopper.add(sku),
    () => shopper.add(skuOf(random.int(0, 999))),
    shopper.cart,
    shopper.whoami,
  ];
  const click = more[random.int(0, 2 * more.length - 1)];
  await Promise.all([shopper.add(sku), click?.()]);
}

/** Checks out with one click, with a double click, or in two tabs. The order that it made, if any. */
async function checkOut(shopper: Shopper, random: Random): Promise<string | undefined> {
  const key = randomUUIDv7();
  const keys = [[key], [key, key], [key, randomUUIDv7()]][random.int(0, 2)] ?? [];
  const answers = await Promise.all(keys.map((each) => shopper.checkout(each)));
  return answers.find(({ seen }) => seen?.orderId)?.seen?.orderId;
}

async function killAgainAndAgain(stage: Stage, victims: Random, seconds: number): Promise<void> {
  const ready = new Set(REPLICAS);
  const restart = async (victim: string) => {
    ready.delete(victim);
    await stage.kill(victim);
    await stage.start(victim);
    // Docker's DNS tells nginx of a container that is back only after a moment
    await stage.untilMet([victim], new History());
    ready.add(victim);
  };
  const restarts: Promise<void>[] = [];
  const failures: unknown[] = [];
  for (let second = 0; second < seconds; second += KILL_EVERY_MS / 1000) {
    const candidates = REPLICAS.filter((replica) => ready.has(replica));
    if (candidates.length > 1)
      restarts.push(
        restart(candidates[victims.int(0, candidates.length - 1)] as string).catch((error) => {
          failures.push(error);
        }),
      );
    await sleep(KILL_EVERY_MS, undefined, { signal: stage.signal });
  }
  await Promise.all(restarts);
  if (failures.length > 0) throw failures[0];
}
