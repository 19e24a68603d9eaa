import { control, type Experiment, predict, subject } from "../engine/experiment.ts";
import type { Stage } from "../engine/stage.ts";
import type { ArmHistory } from "../history/file.ts";
import { latencies } from "../history/questions.ts";
import { skuOf } from "../shopper/journey.ts";
import type { Shopper } from "../shopper/shopper.ts";
import { hundredths, median, percentile } from "../statistics.ts";
import { untilRecovered } from "./common/recovery.ts";
import { recordedSlices, takingTurns } from "./common/slices.ts";
import { everybodyBegan } from "./common/steady-state.ts";

/** Customers who change their carts at the same time, each without a break. */
const CUSTOMERS = 10;
/** Changes of each customer in a slice: fewer than nginx takes from one address at a time. */
const CHANGES = 20;
const EVERYSEC = "appendfsync-everysec";
const SLOW = "appendfsync-always, slow disk";
const LONGER = "p50 above everysec's in ms";

const baseline = predict("the measure for the others", () => true);

/** The difference of medians up to which nobody would notice. */
const NOT_MEANINGFUL_MS = 20;
const notMeaningful = predict(
  `p50 of a change at most ${NOT_MEANINGFUL_MS} ms longer`,
  (the) => the(LONGER) <= NOT_MEANINGFUL_MS,
);

/** How long a sync takes on the control's disk. */
const SLOW_SYNC_MS = 50;
const slowDiskShows = predict(
  `p50 longer by at least half of the ${SLOW_SYNC_MS} ms that its disk takes for a sync`,
  (the) => the(LONGER) >= SLOW_SYNC_MS / 2,
);

export const durabilityCost: Experiment = {
  name: "durability-cost",
  claim: "To have every change on disk before it is acknowledged costs a few milliseconds.",
  method: `Three shops stand side by side: one whose Redis syncs its log every second, one that syncs before each answer, and a control of the second kind whose disk takes ${SLOW_SYNC_MS} ms for a sync. ${CUSTOMERS} customers change their carts without a break, in short slices that take turns. Changes that wait together are synced together, so that throughput falls by less than a sync takes.`,
  meaning:
    "A click takes longer than this on the way to your customer. What it buys: no acknowledged order is lost, whenever Redis dies.",
  arms: [
    subject("redis", baseline, { name: EVERYSEC, replicas: 1, settings: { persistence: "everysec" } }),
    subject("redis", notMeaningful, {
      name: "appendfsync-always",
      replicas: 1,
      comparedWith: [EVERYSEC],
      settings: { persistence: "always" },
    }),
    // another balancing than the arm above, so that this one has a deployment of its own
    control("redis", slowDiskShows, {
      name: SLOW,
      replicas: 1,
      balancing: "least-conn",
      settings: { persistence: "always" },
    }),
  ],
  needsSlowDisk: true,

  run: takingTurns({ slices: { full: 11, quick: 3 }, begin, act: changeCarts }),

  measure(_arm, history, all) {
    const own = slices(history);
    const base = slices(all.get(EVERYSEC) ?? history);
    const perSecond = median(own.map((slice) => slice.perSecond));
    const p50 = median(own.map((slice) => slice.p50));
    const p99 = median(own.map((slice) => slice.p99));
    const longer = own.map((slice, i) => slice.p50 - (base[i]?.p50 ?? Number.NaN)).filter(Number.isFinite);
    const share = own.map((slice, i) => slice.perSecond / (base[i]?.perSecond ?? Number.NaN));
    return {
      observed: `${Math.round(perSecond)} changes a second, p50 ${hundredths(p50)} ms, p99 ${hundredths(p99)} ms`,
      unsteady:
        everybodyBegan(history.events) ??
        everyChangeWasMade(history) ??
        (own.length === 0 ? "nothing was measured" : null),
      numbers: {
        "changes a second": Math.round(perSecond),
        "share of everysec's": hundredths(median(share)),
        "p50 in ms": hundredths(p50),
        "p99 in ms": hundredths(p99),
        [LONGER]: hundredths(median(longer)),
      },
    };
  },

  figures: [{ plot: "latency", operation: "add" }],
  evidence: [{ row: "cost", shared: [EVERYSEC, "appendfsync-always", SLOW] }],
};

async function begin(stage: Stage, arm: string): Promise<readonly Shopper[]> {
  const customers = stage.shoppers(CUSTOMERS);
  await stage.inTurns(customers, async (shopper) => {
    await shopper.signIn();
    await shopper.add("abacus");
  });
  if (arm === SLOW) {
    await stage.stop("redis");
    await stage.startWithSlowDisk("redis", SLOW_SYNC_MS);
    await untilRecovered(customers[0] as Shopper, 1, stage.signal);
  }
  return customers;
}

async function changeCarts(_stage: Stage, _arm: string, customers: readonly Shopper[], slice: number) {
  const change = async (shopper: Shopper, n: number) => {
    for (let i = 0; i < CHANGES; i++) await shopper.add(skuOf(n + slice));
  };
  await Promise.all(customers.map(change));
}

/** Refusals are quick, and a change that is not made waits for no disk: an arm with some of either measures something else. */
function everyChangeWasMade(history: ArmHistory): string | null {
  const answers = recordedSlices(history)
    .flat()
    .filter(({ operation, type }) => operation === "add" && type !== "invoke" && type !== "ok");
  const kinds = Map.groupBy(answers, ({ status }) => status ?? "without an answer");
  const counts = [...kinds].map(([status, { length }]) => `${length} × ${status}`);
  return counts.length === 0 ? null : `changes were not made: ${counts.join(", ")}`;
}

/** Changes that were made a second, and how long each took in milliseconds, slice by slice. */
function slices(history: ArmHistory) {
  return recordedSlices(history).flatMap((events) => {
    const made = events.filter(
      ({ operation, type }) => operation === "add" && (type === "invoke" || type === "ok"),
    );
    const times = latencies(made);
    const [first, last] = [events[0], made.at(-1)];
    if (times.length === 0 || !first || !last) return [];
    const perSecond = (1000 * times.length) / (last.time - first.time);
    return [{ perSecond, p50: percentile(times, 0.5), p99: percentile(times, 0.99) }];
  });
}
