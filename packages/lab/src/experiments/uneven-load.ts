import { control, type Experiment, predict, subject } from "../engine/experiment.ts";
import type { HistoryEvent } from "../history/history.ts";
import { answersByReplica, around, growthByMember, overFairShare } from "../history/questions.ts";
import { settledCrowd } from "./common/settled-crowd.ts";
import { everybodyBegan, everybodyWasAnswered } from "./common/steady-state.ts";

const REPLICAS = 3;
const CUSTOMERS = 30;
/** The n-th customer makes 1/n^1.6 of the first one's clicks, who makes 47 % of all: 1.4 times the fair share of a replica. */
const SKEW = 1.6;
const LOAD = "load";
const BUSIEST = "busiest over fair share, requests";

const UNEVEN = 1.3;
const uneven = predict(
  `the busiest serves ${UNEVEN} times its fair share or more`,
  (the) => the(BUSIEST) >= UNEVEN,
);
const EVEN = 1.1;
const even = predict(
  `the busiest serves ${EVEN} times its fair share at most`,
  (the) => the(BUSIEST) > 0 && the(BUSIEST) <= EVEN,
);

export const unevenLoad: Experiment = {
  name: "uneven-load",
  claim: "Pinned customers make uneven load.",
  method:
    "Some customers click a lot and most a little: their shares follow Zipf's law, the heaviest making nearly half of all clicks. Pinned, all of those weigh on one replica; with shared state each click goes to the next replica in turn, whoever makes it.",
  meaning:
    "Customers are not alike, so an equal number of them on each server is not an equal load. Balance requests and not people, and one more server carries one more server's share.",
  arms: [control("sticky-ip", uneven), control("sticky-cookie", uneven), subject("redis", even)],

  async run(stage) {
    const crowd = await settledCrowd(stage, { full: CUSTOMERS, quick: CUSTOMERS });
    await stage.sample();
    stage.mark(LOAD);
    const clicksOfHeaviest = stage.quick ? 240 : 720;
    const byWeight = stage.random.shuffle(crowd);
    await stage.mixed(
      byWeight,
      (index) => Math.ceil(clicksOfHeaviest / (index + 1) ** SKEW),
      (shopper) => shopper.cart(),
    );
    await stage.sample();
  },

  measure(_arm, history) {
    const { before, after } = around(LOAD, history);
    const requests = overFairShare(answersByReplica(after), REPLICAS);
    const cpu = overFairShare(growthByMember("cpu ms", history.samples), REPLICAS);
    return {
      observed: `requests ${requests}, CPU ${cpu} times the fair share`,
      unsteady: everybodyBegan(before) ?? everybodyWasAnswered(after),
      numbers: {
        [BUSIEST]: requests,
        "busiest over fair share, CPU": cpu,
        "heaviest customer, %": heaviest(after),
      },
    };
  },

  figures: [{ plot: "load", from: LOAD }],
  evidence: [{ row: "load", sticky: ["sticky-ip", "sticky-cookie"], shared: ["redis"] }],
};

/** The share of the requests that the heaviest customer made, in percent. */
function heaviest(events: readonly HistoryEvent[]): number {
  const invocations = events.filter(({ type }) => type === "invoke");
  const counts = [...Map.groupBy(invocations, ({ shopper }) => shopper).values()].map(({ length }) => length);
  return Math.round((100 * Math.max(0, ...counts)) / Math.max(1, invocations.length));
}
