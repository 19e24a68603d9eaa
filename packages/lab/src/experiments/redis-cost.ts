import { setTimeout as sleep } from "node:timers/promises";
import { control, type Experiment, predict, subject } from "../engine/experiment.ts";
import type { Stage } from "../engine/stage.ts";
import type { ArmHistory } from "../history/file.ts";
import { latencies } from "../history/questions.ts";
import { skuOf } from "../shopper/journey.ts";
import type { Shopper } from "../shopper/shopper.ts";
import { hundredths, median, percentile } from "../statistics.ts";
import { recordedSlices, takingTurns } from "./common/slices.ts";
import { everybodyBegan } from "./common/steady-state.ts";

/** Requests in each slice: a tenth of what one of these replicas can answer, so that no queue forms. */
const REQUESTS_PER_SECOND = 50;
const MEMORY = "memory";
const SLOW = "slow redis";

const baseline = predict("the measure for the others", () => true);

/** The difference of medians up to which nobody would notice. */
const NOT_MEANINGFUL_MS = 2;
const notMeaningful = predict(
  `p50 at most ${NOT_MEANINGFUL_MS} ms above memory's`,
  (the) => the("p50 above memory's in ms") <= NOT_MEANINGFUL_MS,
);

/** For how long the control's Redis answers nobody, once in each of its slices. */
const PAUSE_MS = 300;
const pauseShows = predict(
  `p99 is above memory's by at least a quarter of the ${PAUSE_MS} ms that Redis paused`,
  (the) => the("p99 above memory's in ms") >= PAUSE_MS / 4,
);

export const redisCost: Experiment = {
  name: "redis-cost",
  claim: "A session look-up in Redis does not meaningfully increase latency.",
  method: `Memory and Redis stand side by side, both balanced by cookie. Signed-in customers with five items look into their carts, ${REQUESTS_PER_SECOND} a second, in short slices that take turns, so that everything else that the machine does falls on both. The control's Redis stops answering for ${PAUSE_MS} ms in each slice: a measurement that does not see that could not see anything.`,
  meaning:
    "What a look-up costs is lost in what a page costs anyway. Choose where the state lives by what happens when a server dies, not by this.",
  arms: [
    subject("sticky-cookie", baseline, { name: MEMORY }),
    subject("redis", notMeaningful, { balancing: "cookie" }),
    control("redis", pauseShows, { name: SLOW, balancing: "cookie" }),
  ],

  run: takingTurns({ slices: { full: 12, quick: 4 }, begin: signedInWithCarts, act: lookIntoCarts }),

  measure({ name, role }, history, all) {
    const own = slices(history);
    const memory = slices(all.get(MEMORY) ?? history);
    const median50 = median(own.map((slice) => percentile(slice, 0.5)));
    const median99 = median(own.map((slice) => percentile(slice, 0.99)));
    const [above50, above99] = [differences(own, memory, 0.5), differences(own, memory, 0.99)];
    const spread = `${ms(Math.min(...above50))} to ${ms(Math.max(...above50))}`;
    return {
      observed:
        name === MEMORY
          ? `p50 ${ms(median50)}, p99 ${ms(median99)}`
          : `p50 ${ms(median(above50))} above memory's (${spread}), p99 ${ms(median(above99))}`,
      unsteady:
        everybodyBegan(history.events) ??
        (above50.length === 0 ? "nothing was measured" : null) ??
        (role === "subject" ? tooNoisy(above50) : null),
      numbers: {
        "p50 in ms": hundredths(median50),
        "p90 in ms": hundredths(median(own.map((slice) => percentile(slice, 0.9)))),
        "p99 in ms": hundredths(median99),
        "p50 above memory's in ms": hundredths(median(above50)),
        "p99 above memory's in ms": hundredths(median(above99)),
      },
    };
  },

  figures: [{ plot: "latency", operation: "cart" }],
  evidence: [{ row: "cost", sticky: [MEMORY], shared: ["redis"] }],
};

/** By how much a percentile of each slice is above that of memory's slice before it, in milliseconds. */
function differences(own: readonly number[][], memory: readonly number[][], share: number): number[] {
  return own
    .map((slice, i) => percentile(slice, share) - percentile(memory[i] ?? [], share))
    .filter(Number.isFinite);
}

/** Whether the middle half of the slices differ by more than twice the limit: the machine was busy with something else. */
function tooNoisy(differences: readonly number[]): string | null {
  const [low, high] = [percentile(differences, 0.25), percentile(differences, 0.75)];
  const agree = high - low <= 2 * NOT_MEANINGFUL_MS;
  return agree ? null : `this machine is too busy to tell: slices differ by ${ms(low)} to ${ms(high)}`;
}

async function signedInWithCarts(stage: Stage): Promise<Shopper[]> {
  const customers = stage.shoppers(20);
  await stage.inTurns(customers, async (shopper) => {
    await shopper.signIn();
    for (let item = 0; item < 5; item++) await shopper.add(skuOf(item));
  });
  return customers;
}

async function lookIntoCarts(stage: Stage, arm: string, customers: readonly Shopper[]): Promise<void> {
  const looks: Promise<unknown>[] = [];
  const seconds = stage.quick ? 1 : 2;
  for (let n = 0; n < seconds * REQUESTS_PER_SECOND; n++) {
    if (arm === SLOW && n === REQUESTS_PER_SECOND / 5) looks.push(pauseRedis(stage));
    looks.push((customers[n % customers.length] as Shopper).cart());
    await sleep(1000 / REQUESTS_PER_SECOND, undefined, { signal: stage.signal });
  }
  await Promise.all(looks);
}

async function pauseRedis(stage: Stage): Promise<void> {
  await stage.pause("redis");
  await sleep(PAUSE_MS);
  await stage.resume("redis");
}

/** How long each look into a cart took, in milliseconds, slice by slice. */
const slices = (history: ArmHistory) => recordedSlices(history).map((events) => latencies(events, "cart"));

const ms = (value: number) => `${hundredths(value)} ms`;
