import { control, type Experiment, predict, subject } from "../engine/experiment.ts";
import type { Stage } from "../engine/stage.ts";
import { answersByReplica, betweenMarks, overFairShare } from "../history/questions.ts";
import { fatesOf, isHurt } from "../shopper/fate.ts";
import { buy, settleIn } from "../shopper/journey.ts";
import type { Shopper } from "../shopper/shopper.ts";
import { measureRemoval, nobodyHurt, onlyVictimsHurt } from "./common/removal.ts";

const REPLICAS = 3;
const REMOVAL = { victim: "shop-2", act: "kill" } as const;
/** Customers who together make as many requests as all others. */
const HEAVY = 3;
/** Requests of each other customer. */
const LIGHT_CLICKS = 6;
const LOAD = "load";
const LOAD_AFTER = "load after";
const PURCHASES = "purchases";
/** The busiest replica's multiple of the fair share up to which load is even. */
const EVEN = 1.2;

const heavyHurt = predict(
  "customers who made half of the traffic or more are hurt",
  (the) => onlyVictimsHurt(REMOVAL).holds(the) && the("traffic of those hurt, %") >= 50,
);
const nobodyHurtAndEven = predict(
  "nobody is hurt, load is even",
  (the) => nobodyHurt.holds(the) && the("busiest over fair share") <= EVEN,
);

export const halfTheTraffic: Experiment = {
  name: "half-the-traffic",
  claim:
    "One replica gets half of the traffic from a few heavy customers, and crashes: pinned, it takes them along.",
  method:
    "Customers fill their carts; three of shop-2's then click as much as all others together; shop-2 is killed; all click on and check out. Pinned, shop-2 carried half of the load and more, and its customers' sessions; with shared state it carried a third, and nobody's.",
  meaning:
    "Pinning puts your best customers on one server, where they suffer together twice: from the load, and from the crash that it invites. With shared state they cannot even be told from the others.",
  arms: [control("sticky-cookie", heavyHurt), subject("redis", nobodyHurtAndEven)],

  async run(stage) {
    const crowd = stage.shoppers(stage.quick ? 24 : 48);
    const onVictim = new Set<Shopper>();
    await stage.inTurns(crowd, async (shopper, n) => {
      await settleIn(shopper, n);
      if ((await shopper.cart()).replica === REMOVAL.victim) onVictim.add(shopper);
    });
    const heavy = [...onVictim].slice(0, HEAVY);
    await click(stage, LOAD, crowd, heavy);
    await stage.kill(REMOVAL.victim);
    await click(stage, LOAD_AFTER, crowd, heavy);
    stage.mark(PURCHASES);
    await stage.inTurns(crowd, buy);
  },

  measure(_arm, history) {
    const removal = measureRemoval(REMOVAL, history);
    const load = betweenMarks(LOAD, REMOVAL.act, history);
    const loadAfter = betweenMarks(REMOVAL.act, PURCHASES, history);
    const spread = overFairShare(answersByReplica(load), REPLICAS);
    const hurt = new Set(
      fatesOf(history.events)
        .filter(isHurt)
        .map(({ shopper }) => shopper),
    );
    const trafficOfHurt = load.filter(({ shopper }) => hurt.has(shopper)).length;
    const percent = Math.round((100 * trafficOfHurt) / Math.max(1, load.length));
    return {
      observed: `${hurt.size} customers hurt, who made ${percent} % of the traffic; busiest ${spread} of its fair share`,
      unsteady: removal.unsteady ?? (load.length === 0 ? "nobody clicked" : null),
      numbers: {
        ...removal.numbers,
        "traffic of those hurt, %": percent,
        "busiest over fair share": spread,
        "busiest over fair share, after": overFairShare(answersByReplica(loadAfter), REPLICAS - 1),
      },
    };
  },

  figures: [{ plot: "load", from: LOAD, to: REMOVAL.act }, { plot: "served" }, { plot: "fates" }],
  evidence: [{ row: "weak-point", sticky: ["sticky-cookie"] }],
};

/** Everybody looks at the cart several times; the heavy ones together as often as all others together. */
function click(stage: Stage, mark: string, crowd: readonly Shopper[], heavy: readonly Shopper[]) {
  stage.mark(mark);
  const clicksOfHeavy = Math.ceil((LIGHT_CLICKS * (crowd.length - heavy.length)) / heavy.length);
  return stage.mixed(
    crowd,
    (index) => (heavy.includes(crowd[index] as Shopper) ? clicksOfHeavy : LIGHT_CLICKS),
    (shopper) => shopper.cart(),
  );
}
