import { setTimeout as sleep } from "node:timers/promises";
import { control, type Experiment, predict, subject } from "../engine/experiment.ts";
import type { Stage } from "../engine/stage.ts";
import type { ArmHistory } from "../history/file.ts";
import { History } from "../history/history.ts";
import { skuOf } from "../shopper/journey.ts";
import type { Pace } from "../shopper/metronome.ts";
import type { Shopper } from "../shopper/shopper.ts";
import { hundredths, median, percentile, sum } from "../statistics.ts";
import { takingTurns } from "./common/slices.ts";
import { everybodyBegan } from "./common/steady-state.ts";

/** A quick run, which shares its machine with other tests, looks less often. */
const LOOKS_PER_SECOND = { full: 1000, quick: 300 };
/** Enough that each looks less often than nginx allows one address. */
const CUSTOMERS = 20;
const ITEMS = 5;
const MEMORY = "memory";
const AGAIN = "memory again";
const SLOW = "slow redis";
const P50_ABOVE = "p50 above memory's in ms";
const P99_ABOVE = "p99 above memory's in ms";

const baseline = predict("the measure for the others", () => true);

/** Differences in milliseconds that nobody would notice. On a busy machine p99 differs by tens of them without Redis. */
const LIMIT = { p50: 1, p99: 50 } as const;
const notMeaningful = predict(
  `p50 at most ${LIMIT.p50} ms, p99 at most ${LIMIT.p99} ms above memory's`,
  (the) => the(P50_ABOVE) <= LIMIT.p50 && the(P99_ABOVE) <= LIMIT.p99,
);
const noDifference = predict(
  `p50 within ${LIMIT.p50} ms, p99 within ${LIMIT.p99} ms of memory's, which it is`,
  (the) => Math.abs(the(P50_ABOVE)) <= LIMIT.p50 && Math.abs(the(P99_ABOVE)) <= LIMIT.p99,
);

/** For how long the control's Redis answers nobody, once in each of its slices. */
const PAUSE_MS = 300;
const pauseShows = predict(
  `p99 is above memory's by at least a quarter of the ${PAUSE_MS} ms that Redis paused`,
  (the) => the(P99_ABOVE) >= PAUSE_MS / 4,
);

export const redisCost: Experiment = {
  name: "redis-cost",
  claim: "A session look-up in Redis does not meaningfully increase latency.",
  method: `Memory and Redis stand side by side, both balanced by cookie. Signed-in customers with five items look into their carts, ${LOOKS_PER_SECOND.full} times a second (${LOOKS_PER_SECOND.quick} in a quick run), evenly, and whether or not earlier looks have been answered; a wait counts from when the look was due. Short slices take turns, so that everything else that the machine does falls on all arms. There are two controls. Memory, measured again as if it were another arm, shows what the measurement makes of no difference. A Redis that stops answering for ${PAUSE_MS} ms in each slice must show: a measurement that does not see that could not see anything.`,
  meaning:
    "What a look-up costs is lost in what a page costs anyway. Choose where the state lives by what happens when a server dies, not by this.",
  arms: [
    subject("sticky-cookie", baseline, { name: MEMORY }),
    subject("redis", notMeaningful, { balancing: "cookie", comparedWith: [MEMORY, AGAIN] }),
    control("sticky-cookie", noDifference, { name: AGAIN }),
    control("redis", pauseShows, { name: SLOW, balancing: "cookie" }),
  ],

  run: takingTurns({ slices: { full: 12, quick: 5 }, begin: signedInWithCarts, act: lookIntoCarts }),

  measure({ name }, history, all) {
    const own = slices(history);
    const memory = slices(all.get(MEMORY) ?? history);
    const median50 = median(own.map((slice) => percentile(slice, 0.5)));
    const median99 = median(own.map((slice) => percentile(slice, 0.99)));
    const [above50, above99] = [differences(own, memory, 0.5), differences(own, memory, 0.99)];
    return {
      observed:
        name === MEMORY
          ? `p50 ${ms(median50)}, p99 ${ms(median99)}`
          : `p50 ${ms(median(above50))} above memory's (${middleHalf(above50)}), p99 ${ms(median(above99))} (${middleHalf(above99)})`,
      unsteady:
        everybodyBegan(history.events) ??
        (above50.length === 0 ? "nothing was measured" : null) ??
        (name === SLOW ? null : everyLookShowedACart(history)) ??
        (name === AGAIN ? (tooBusy(above50, LIMIT.p50) ?? tooBusy(above99, LIMIT.p99)) : null),
      numbers: {
        "p50 in ms": hundredths(median50),
        "p90 in ms": hundredths(median(own.map((slice) => percentile(slice, 0.9)))),
        "p99 in ms": hundredths(median99),
        [P50_ABOVE]: hundredths(median(above50)),
        [P99_ABOVE]: hundredths(median(above99)),
      },
    };
  },

  figures: [{ plot: "latency", operation: "cart" }],
  evidence: [{ row: "cost", sticky: [MEMORY], shared: ["redis"] }],
};

/** By how much a percentile of each slice is above that of memory's slice of the same turn, in milliseconds. */
function differences(own: readonly Waits[], memory: readonly Waits[], share: number): number[] {
  return own
    .map((slice, i) => percentile(slice, share) - percentile(memory[i] ?? [], share))
    .filter(Number.isFinite);
}

/** Null where the middle half of memory's slices differ by no more than the limit; otherwise the machine was busy with something else. */
function tooBusy(differences: readonly number[], limit: number): string | null {
  const isCalm = quartiles(differences).every((difference) => Math.abs(difference) <= limit);
  return isCalm
    ? null
    : `this machine is too busy to tell: memory differs from itself by ${middleHalf(differences)}`;
}

function everyLookShowedACart({ polls = [] }: ArmHistory): string | null {
  const wrong = sum(polls.map((some) => some.wrong));
  return wrong === 0 ? null : `${wrong} looks did not show a cart`;
}

async function signedInWithCarts(stage: Stage): Promise<Shopper[]> {
  const customers = stage.shoppers(CUSTOMERS);
  await stage.inTurns(customers, async (shopper) => {
    await shopper.signIn();
    for (let item = 0; item < ITEMS; item++) await shopper.add(skuOf(item));
  });
  // opens connections and warms up the shop's code, which no arm's figures should contain
  await stage.poll(customers, paceOf(stage), new History());
  return customers;
}

async function lookIntoCarts(stage: Stage, arm: string, customers: readonly Shopper[]): Promise<void> {
  await Promise.all([stage.poll(customers, paceOf(stage)), arm === SLOW ? pauseRedis(stage) : null]);
}

/** The looks of a slice. */
function paceOf({ quick }: Stage): Pace {
  const perSecond = quick ? LOOKS_PER_SECOND.quick : LOOKS_PER_SECOND.full;
  return { perSecond, count: perSecond * (quick ? 1 : 2) };
}

async function pauseRedis(stage: Stage): Promise<void> {
  await stage.pause("redis");
  await sleep(PAUSE_MS);
  await stage.resume("redis");
}

type Waits = readonly number[];

/** How long each look into a cart took, in milliseconds, slice by slice. */
const slices = ({ polls = [] }: ArmHistory): Waits[] => polls.map(({ waits }) => waits);

const quartiles = (values: readonly number[]) =>
  [percentile(values, 0.25), percentile(values, 0.75)] as const;

const middleHalf = (values: readonly number[]) => quartiles(values).map(hundredths).join(" to ");

const ms = (value: number) => `${hundredths(value)} ms`;
