import type { ArmHistory } from "../history/file.ts";
import { between, waits } from "../history/questions.ts";
import type { Arm, Experiment } from "../prove/experiment.ts";
import type { Stage } from "../prove/stage.ts";
import { skuOf } from "../shopper/journey.ts";
import type { Shopper } from "../shopper/shopper.ts";
import { median, percentile } from "../statistics.ts";
import { everybodyBegan } from "./steady.ts";
import { untilRecovered } from "./until-recovered.ts";

/** Customers who change their carts at the same time, each without a break. */
const CUSTOMERS = 10;
/** Changes of each customer in a slice: fewer than nginx takes from one address at a time. */
const CHANGES = 20;
/** Milliseconds that a sync takes on the control's disk. */
const SLOW = 50;
/** Milliseconds at the median up to which nobody would notice. */
const NOT_MEANINGFUL = 20;

const common = { scenario: "redis", replicas: 1 } as const;
const everysec: Arm = {
  ...common,
  name: "appendfsync-everysec",
  role: "subject",
  settings: { persistence: "everysec" },
  predicts: "the measure for the others",
};
const always: Arm = {
  ...common,
  name: "appendfsync-always",
  role: "subject",
  settings: { persistence: "always" },
  predicts: `p50 of a change at most ${NOT_MEANINGFUL} ms longer`,
};
const slow: Arm = {
  ...always,
  name: "appendfsync-always, slow disk",
  role: "control",
  // another one than the arm above, so that this has a deployment of its own
  balancing: "least-conn",
  predicts: `p50 longer by at least half of the ${SLOW} ms that its disk takes for a sync`,
};

export const durabilityCost: Experiment = {
  name: "durability-cost",
  claim: "To have every change on disk before it is acknowledged costs a few milliseconds.",
  method: `Three shops stand side by side: one whose Redis syncs its log every second, one that syncs before each answer, and a control of the second kind whose disk takes ${SLOW} ms for a sync. ${CUSTOMERS} customers change their carts without a break, in short slices that take turns. Changes that wait together are synced together, so that throughput falls by less than a sync takes.`,
  meaning:
    "A click takes longer than this on the way to your customer. What it buys: no acknowledged order is lost, whenever Redis dies.",
  arms: [everysec, always, slow],

  needsSlowDisk: true,
  run: { together: takeTurns },

  judge(arm, history, all) {
    const own = slices(history);
    const base = slices(all?.get(everysec.name) ?? history);
    const longer = median(
      own.map(({ p50 }, i) => p50 - (base[i]?.p50 ?? Number.NaN)).filter(Number.isFinite),
    );
    const perSecond = Math.round(median(own.map((slice) => slice.perSecond)));
    const share = median(own.map((slice, i) => slice.perSecond / (base[i]?.perSecond ?? Number.NaN)));
    const [p50, p99] = [median(own.map((slice) => slice.p50)), median(own.map((slice) => slice.p99))];
    return {
      observed: `${perSecond} changes a second, p50 ${ms(p50)}, p99 ${ms(p99)}`,
      asPredicted: arm.role === "control" ? longer >= SLOW / 2 : longer <= NOT_MEANINGFUL,
      unsteady: everybodyBegan(history.events) ?? (own.length === 0 ? "nothing was measured" : null),
      numbers: {
        "changes a second": perSecond,
        "share of everysec's": round(share),
        "p50 in ms": round(p50),
        "p99 in ms": round(p99),
        "p50 above everysec's in ms": round(longer),
      },
    };
  },
};

async function takeTurns(stages: ReadonlyMap<string, Stage>): Promise<void> {
  const customers = new Map<string, readonly Shopper[]>();
  for (const [name, stage] of stages) customers.set(name, await begin(stage, name === slow.name));
  const { quick, signal } = [...stages.values()][0] as Stage;
  for (let slice = 0; slice < (quick ? 3 : 11); slice++) {
    for (const [name, stage] of stages) {
      signal.throwIfAborted();
      stage.mark("slice");
      const change = async (shopper: Shopper, n: number) => {
        for (let i = 0; i < CHANGES; i++) await shopper.add(skuOf(n + slice));
      };
      await Promise.all((customers.get(name) ?? []).map(change));
    }
  }
}

async function begin(stage: Stage, onSlowDisk: boolean): Promise<readonly Shopper[]> {
  const customers = stage.shoppers(CUSTOMERS);
  await stage.inTurns(customers, async (shopper) => {
    await shopper.signIn();
    await shopper.add("abacus");
  });
  if (onSlowDisk) {
    await stage.stop("redis");
    await stage.startWithSlowDisk("redis", SLOW);
    await untilRecovered(customers[0] as Shopper, 1, stage.signal);
  }
  return customers;
}

interface Slice {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

function slices({ events, acts }: ArmHistory): Slice[] {
  const begins = acts.filter(({ act }) => act === "slice").map(({ time }) => time);
  return begins.flatMap((from, i) => {
    const inside = between(events, from, begins[i + 1]).filter(({ operation }) => operation === "add");
    const times = waits(inside, "add");
    const until = inside.at(-1)?.time ?? from;
    if (times.length === 0) return [];
    const perSecond = (1000 * times.length) / (until - from);
    return [{ perSecond, p50: percentile(times, 0.5), p99: percentile(times, 0.99) }];
  });
}

const round = (value: number) => Math.round(value * 100) / 100;
const ms = (value: number) => `${round(value)} ms`;
