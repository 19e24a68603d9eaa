import { answersByReplica, around, customersOf } from "../history/questions.ts";
import type { Arm, Experiment } from "../prove/experiment.ts";
import { countFates } from "../shopper/fate.ts";
import { settleIn } from "../shopper/journey.ts";
import { everybodyWasAnswered, everybodyWasKnown, wasDone } from "./steady.ts";

const REPLICAS = 4;
const FRESH = "shop-4";
/** What begins when newcomers have met the fresh replica. */
const BUSY = "existing customers go on";

const pinned: Arm = {
  name: "sticky-cookie",
  role: "control",
  scenario: "sticky-cookie",
  replicas: 3,
  predicts: "it serves none of their requests",
};
const shared: Arm = {
  name: "redis",
  role: "subject",
  scenario: "redis",
  replicas: 3,
  predicts: "it serves at least half its fair share",
};

export const scaleUp: Experiment = {
  name: "scale-up",
  claim: "A fresh replica gets no existing customers where they are pinned.",
  method:
    "Customers sign in and fill their carts on three replicas; a fourth is added; when newcomers have met it, the customers go on. Their cookies still name the old replicas; with shared state nothing does.",
  meaning:
    "Pinned, scaling up during a rush helps only those who come later: whoever makes the rush stays where they are. With shared state a new server takes its part at once.",
  arms: [pinned, shared],

  async run(stage) {
    const crowd = stage.shoppers(stage.quick ? 20 : 60);
    await stage.inTurns(crowd, settleIn);
    await stage.scale(REPLICAS);
    await stage.untilMet([FRESH]);
    stage.mark(BUSY);
    await stage.mixed(
      crowd,
      () => 5,
      (shopper) => shopper.cart(),
    );
  },

  judge({ role }, history) {
    const { before, after: sinceScaling } = around(`scale ${REPLICAS}`, history);
    const { after } = around(BUSY, history);
    const customers = customersOf(before);
    const theirs = after.filter(({ shopper }) => customers.has(shopper));
    const answers = answersByReplica(theirs);
    const served = answers.get(FRESH) ?? 0;
    const requests = [...answers.values()].reduce((sum, count) => sum + count, 0);
    const wasMet = sinceScaling.some(({ shopper, replica }) => replica === FRESH && !customers.has(shopper));
    const { signedOut, cartLost } = countFates(history.events);
    return {
      observed: `it served ${served} of ${requests}`,
      asPredicted: role === "control" ? served === 0 : served / requests >= 0.5 / REPLICAS,
      unsteady:
        everybodyWasKnown(before) ??
        wasDone(BUSY, history) ??
        (wasMet ? null : `no newcomer met ${FRESH}`) ??
        (requests === 0 ? "no customer went on" : null) ??
        everybodyWasAnswered(theirs),
      numbers: {
        customers: customers.size,
        requests,
        "served by the fresh replica": served,
        "signed out": signedOut,
        "carts lost": cartLost,
      },
    };
  },
};
