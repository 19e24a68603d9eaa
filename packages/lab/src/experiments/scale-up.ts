import { control, type Experiment, type Prediction, subject } from "../engine/experiment.ts";
import { answersByReplica, around, customersOf } from "../history/questions.ts";
import { countFates } from "../shopper/fate.ts";
import { settleIn } from "../shopper/journey.ts";
import { everybodyWasAnswered, everybodyWasKnown } from "./common/steady-state.ts";

const REPLICAS = 4;
const FRESH = "shop-4";
/** Set when newcomers have met the fresh replica. */
const BUSY = "existing customers go on";
const SERVED = "served by the fresh replica";

type N = "customers" | "requests" | typeof SERVED | "signed out" | "carts lost";

const servesNone: Prediction<N> = {
  says: "it serves none of their requests",
  holds: (numbers) => numbers[SERVED] === 0,
};
const servesItsPart: Prediction<N> = {
  says: "it serves at least half its fair share",
  holds: ({ requests, [SERVED]: served }) => served / requests >= 0.5 / REPLICAS,
};

export const scaleUp: Experiment<N> = {
  name: "scale-up",
  claim: "A fresh replica gets no existing customers where they are pinned.",
  method:
    "Customers sign in and fill their carts on three replicas; a fourth is added; when newcomers have met it, the customers go on. Their cookies still name the old replicas; with shared state nothing does.",
  meaning:
    "Pinned, scaling up during a rush helps only those who come later: whoever makes the rush stays where they are. With shared state a new server takes its part at once.",
  arms: [control("sticky-cookie", servesNone), subject("redis", servesItsPart)],

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

  measure(_arm, history) {
    const { before, after: sinceScaling } = around(`scale ${REPLICAS}`, history);
    const customers = customersOf(before);
    const theirs = around(BUSY, history).after.filter(({ shopper }) => customers.has(shopper));
    const answers = answersByReplica(theirs);
    const served = answers.get(FRESH) ?? 0;
    const requests = [...answers.values()].reduce((sum, count) => sum + count, 0);
    const wasMet = sinceScaling.some(({ shopper, replica }) => replica === FRESH && !customers.has(shopper));
    const { signedOut, cartLost } = countFates(history.events);
    return {
      observed: `it served ${served} of ${requests}`,
      unsteady:
        everybodyWasKnown(before) ??
        (wasMet ? null : `no newcomer met ${FRESH}`) ??
        (requests === 0 ? "no customer went on" : null) ??
        everybodyWasAnswered(theirs),
      numbers: {
        customers: customers.size,
        requests,
        [SERVED]: served,
        "signed out": signedOut,
        "carts lost": cartLost,
      },
    };
  },

  figures: [{ plot: "served" }],
  evidence: [{ row: "scaling", sticky: ["sticky-cookie"], shared: ["redis"] }],
};
