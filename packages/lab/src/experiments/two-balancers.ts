import { listAct } from "../engine/acts.ts";
import { control, type Experiment, type Prediction, predict, subject } from "../engine/experiment.ts";
import type { Stage } from "../engine/stage.ts";
import { around, betweenMarks } from "../history/questions.ts";
import { countFates, fatesOf, isHurt } from "../shopper/fate.ts";
import { buy, lookAround, skuOf } from "../shopper/journey.ts";
import type { Shopper } from "../shopper/shopper.ts";
import { customersOfVictim, nobodyHurt } from "./common/removal.ts";
import { settledCrowd, whileLooking } from "./common/settled-crowd.ts";
import { everybodyBegan, everybodyWasAnswered } from "./common/steady-state.ts";

const ALL = ["shop-1", "shop-2", "shop-3"];
const LEFT = ["shop-1", "shop-3"];
const VICTIM = "shop-2";
const DYING = "nginx-2";
/** The first nginx has the new list, the second one not yet. */
const CHANGE = { victim: VICTIM, act: listAct("nginx-1", LEFT) };
/** Enough that nobody comes through the same nginx each time. */
const ROUNDS = 4;
/** Up to a second between two looks: a replica that is too busy to take a connection in time would lose its customers, too. */
const CALM_MS = 1000;

const HURT_BEFORE = "hurt while both listed the same";
const VICTIMS = `customers of ${VICTIM}`;
const VICTIMS_HURT = `hurt of ${VICTIM}`;
const OTHERS_HURT = "hurt of the others";

const FINE_BEFORE = "while both list the same replicas nobody is hurt, even when one dies";
const onlyVictimsHurt = predict(
  `${FINE_BEFORE}; then all customers of ${VICTIM} are, and only they`,
  (the) => the(HURT_BEFORE) === 0 && the(VICTIMS_HURT) === the(VICTIMS) && the(OTHERS_HURT) === 0,
);
const othersHurtToo = predict(
  `${FINE_BEFORE}; then all customers of ${VICTIM} are, and others too`,
  (the) => the(HURT_BEFORE) === 0 && the(VICTIMS_HURT) === the(VICTIMS) && the(OTHERS_HURT) > 0,
);

const settings = { balancers: 2 } as const;
const arm = (kind: typeof subject, scenario: Parameters<typeof subject>[0], predicts: Prediction) =>
  kind(scenario, predicts, { settings });

export const twoBalancers: Experiment = {
  name: "two-balancers",
  claim:
    "Behind two load balancers pinning holds as long as both list the same replicas; shared state holds regardless.",
  method:
    "Two nginx that share nothing stand in front of three replicas, and each click of a customer comes through either of them, two clicks at a time. First both have the same list, in the same order: ip_hash and a cookie that names the replica need nothing more to agree. One nginx is killed and started again; its customers go to the other. Then nginx-1 gets a list without shop-2, as when a replica is drained, cannot be reached from there, or is not known there yet: for a while, every change of a list looks like this. nginx-2 still sends customers to shop-2. A cookie that names shop-2 is worth nothing to nginx-1; ip_hash deals out everybody anew when its list is shorter. In the end everybody checks out.",
  meaning:
    "Pinning is an agreement between all your balancers, and every change of a list breaks it until the last of them has the change. With shared state they need not agree.",
  arms: [
    arm(control, "sticky-ip", othersHurtToo),
    arm(control, "sticky-cookie", onlyVictimsHurt),
    arm(subject, "redis", nobodyHurt),
  ],
  needsBalancers: true,

  async run(stage) {
    for (const nginx of ["nginx-1", "nginx-2"]) await stage.setReplicas(nginx, ALL);
    const crowd = await settledCrowd(stage, { full: 60, quick: 24 });
    await clickAround(stage, crowd);
    await whileLooking(stage, crowd, CALM_MS, async () => {
      await stage.kill(DYING);
      await stage.inTurns(crowd, lookAround);
      await stage.start(DYING);
    });
    await stage.setReplicas("nginx-1", LEFT);
    await clickAround(stage, crowd);
    await stage.inTurns(crowd, buy);
  },

  measure(_arm, history) {
    const { before, after } = around(CHANGE.act, history);
    const { theirs = [], others = [] } = customersOfVictim(CHANGE, history);
    const hurtBefore = fatesOf(before).filter(isHurt).length;
    const dying = betweenMarks("kill", "start done", history);
    const numbers = {
      ...countFates(history.events),
      [HURT_BEFORE]: hurtBefore,
      [`requests without an answer while ${DYING} was away`]: dying.filter(({ type }) => type === "unknown")
        .length,
      [VICTIMS]: theirs.length,
      [VICTIMS_HURT]: theirs.filter(isHurt).length,
      [OTHERS_HURT]: others.filter(isHurt).length,
    };
    return {
      observed: `hurt: ${hurtBefore} of ${numbers.customers} while both listed the same; then ${numbers[VICTIMS_HURT]} of ${theirs.length} customers of ${VICTIM}, ${numbers[OTHERS_HURT]} of ${others.length} others`,
      unsteady:
        everybodyBegan(before) ??
        (theirs.length === 0 ? `${VICTIM} had no customers` : null) ??
        (others.length === 0 ? `${VICTIM} had all customers` : null) ??
        everybodyWasAnswered(after),
      numbers,
    };
  },

  figures: [{ plot: "served" }, { plot: "fates" }],
  evidence: [{ row: "who-can-serve", sticky: ["sticky-ip", "sticky-cookie"], shared: ["redis"] }],
};

/** Everybody adds an item and looks at the cart in the same moment, then asks for whom the shop takes them; and again. */
const clickAround = (stage: Stage, crowd: readonly Shopper[]): Promise<void> =>
  stage.mixed(
    [...crowd.entries()],
    () => ROUNDS,
    async ([n, shopper]) => {
      await Promise.all([shopper.add(skuOf(n)), shopper.cart()]);
      await shopper.whoami();
    },
  );
