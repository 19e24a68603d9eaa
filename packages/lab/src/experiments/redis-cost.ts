import { setTimeout as sleep } from "node:timers/promises";
import type { ArmHistory } from "../history/file.ts";
import { between, waits } from "../history/questions.ts";
import type { Arm, Experiment } from "../prove/experiment.ts";
import type { Stage } from "../prove/stage.ts";
import type { Shopper } from "../shopper/shopper.ts";
import { median, percentile } from "../statistics.ts";
import { everybodyBegan } from "./steady.ts";

const SKUS = ["abacus", "slide-rule", "punch-cards", "core-memory", "paper-tape"];
/** Requests a second in each slice: a tenth of what one of these replicas can answer, so that queues say nothing. */
const RATE = 50;
/** The difference of medians, in milliseconds, up to which nobody would notice. */
const NOT_MEANINGFUL = 2;
/** For how long the control's Redis answers nobody, once in each of its slices, in milliseconds. */
const PAUSE = 300;

const arms: readonly Arm[] = [
  {
    name: "memory",
    role: "subject",
    scenario: "sticky-cookie",
    replicas: 3,
    predicts: "the measure for the others",
  },
  {
    name: "redis",
    role: "subject",
    scenario: "redis",
    balancing: "cookie",
    replicas: 3,
    predicts: `p50 at most ${NOT_MEANINGFUL} ms above memory's`,
  },
  {
    name: "slow redis",
    role: "control",
    scenario: "redis",
    balancing: "cookie",
    replicas: 3,
    predicts: `p99 is above memory's by at least a quarter of the ${PAUSE} ms that Redis paused`,
  },
];

export const redisCost: Experiment = {
  name: "redis-cost",
  claim: "A session look-up in Redis does not meaningfully increase latency.",
  method: `Memory and Redis stand side by side, both balanced by cookie. Signed-in customers with five items look into their carts, ${RATE} a second, in short slices that take turns, so that whatever else the machine does falls on both. The control's Redis stops answering for ${PAUSE} ms in each slice: a measurement that does not see that could not see anything.`,
  meaning:
    "What a look-up costs is lost in what a page costs anyway. Choose where the state lives by what happens when a server dies, not by this.",
  arms,

  run: { together: takeTurns },

  judge(arm, history, all) {
    const memory = all?.get("memory");
    const own = slices(history);
    const base = memory ? slices(memory) : [];
    const differences = (share: number) =>
      own
        .map((slice, i) => percentile(slice, share) - percentile(base[i] ?? [], share))
        .filter(Number.isFinite);
    const [p50, p99] = [differences(0.5), differences(0.99)];
    const all50 = own.map((slice) => percentile(slice, 0.5));
    const all99 = own.map((slice) => percentile(slice, 0.99));
    const spread = `${ms(Math.min(...p50))} to ${ms(Math.max(...p50))}`;
    return {
      observed:
        arm.name === "memory"
          ? `p50 ${ms(median(all50))}, p99 ${ms(median(all99))}`
          : `p50 ${ms(median(p50))} above memory's (${spread}), p99 ${ms(median(p99))}`,
      asPredicted: asPredicted(arm, median(p50), median(p99)),
      unsteady:
        everybodyBegan(history.events) ??
        (p50.length === 0 ? "nothing was measured" : arm.role === "subject" ? tooNoisy(p50) : null),
      numbers: {
        "p50 in ms": round(median(all50)),
        "p90 in ms": round(median(own.map((slice) => percentile(slice, 0.9)))),
        "p99 in ms": round(median(all99)),
        "p50 above memory's in ms": round(median(p50)),
        "p99 above memory's in ms": round(median(p99)),
      },
    };
  },
};

/** Where the middle half of the slices disagrees by more than twice what is asked for, the machine was busy with something else. */
function tooNoisy(differences: readonly number[]): string | null {
  const [low, high] = [percentile(differences, 0.25), percentile(differences, 0.75)];
  const agree = high - low <= 2 * NOT_MEANINGFUL;
  return agree ? null : `this machine is too busy to tell: slices differ by ${ms(low)} to ${ms(high)}`;
}

async function takeTurns(stages: ReadonlyMap<string, Stage>): Promise<void> {
  const customers = new Map<string, Shopper[]>();
  for (const [name, stage] of stages) customers.set(name, await signedInWithCarts(stage));
  const { quick, signal } = [...stages.values()][0] as Stage;
  for (let slice = 0; slice < (quick ? 4 : 12); slice++) {
    for (const [name, stage] of stages) {
      signal.throwIfAborted();
      stage.mark("slice");
      await lookIntoCarts(stage, customers.get(name) ?? [], {
        seconds: quick ? 1 : 2,
        pause: name === "slow redis",
      });
    }
  }
}

function asPredicted({ role, name }: Arm, p50: number, p99: number): boolean {
  if (name === "memory") return true;
  return role === "control" ? p99 >= PAUSE / 4 : p50 <= NOT_MEANINGFUL;
}

async function signedInWithCarts(stage: Stage): Promise<Shopper[]> {
  const customers = stage.shoppers(20);
  await stage.inTurns(customers, async (shopper) => {
    await shopper.signIn();
    for (const sku of SKUS) await shopper.add(sku);
  });
  return customers;
}

async function lookIntoCarts(
  stage: Stage,
  customers: readonly Shopper[],
  slice: { seconds: number; pause: boolean },
) {
  const looks: Promise<unknown>[] = [];
  for (let n = 0; n < slice.seconds * RATE; n++) {
    if (slice.pause && n === RATE / 5) looks.push(pauseRedis(stage));
    looks.push((customers[n % customers.length] as Shopper).cart());
    await sleep(1000 / RATE, undefined, { signal: stage.signal });
  }
  await Promise.all(looks);
}

async function pauseRedis(stage: Stage): Promise<void> {
  await stage.pause("redis");
  await sleep(PAUSE);
  await stage.resume("redis");
}

/** How long each look into a cart took, in milliseconds, slice by slice. */
function slices({ events, acts }: ArmHistory): number[][] {
  const begins = acts.filter(({ act }) => act === "slice").map(({ time }) => time);
  return begins.map((begin, i) => waits(between(events, begin, begins[i + 1]), "cart"));
}

const round = (value: number) => Math.round(value * 100) / 100;
const ms = (value: number) => `${round(value)} ms`;
