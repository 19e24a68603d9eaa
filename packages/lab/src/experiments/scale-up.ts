import { control, type Experiment, predict, subject } from "../engine/experiment.ts";
import { answersByReplica, around, customersOf } from "../history/questions.ts";
import { countFates } from "../shopper/fate.ts";
import { sum } from "../statistics.ts";
import { settledCrowd } from "./common/settled-crowd.ts";
import { everybodyWasAnswered, everybodyWasKnown } from "./common/steady-state.ts";

const REPLICAS = 4;
const FRESH = "shop-4";
/** Set when newcomers have met the fresh replica. */
const BUSY = "existing customers go on";
const SERVED = "served by the fresh replica";

const servesNone = predict("it serves none of their requests", (the) => the(SERVED) === 0);
const servesItsPart = predict(
  "it serves at least half its fair share",
  (the) => the(SERVED) / the("requests") >= 0.5 / REPLICAS,
);

export const scaleUp: Experiment = {
  name: "scale-up",
  claim: "A fresh replica gets no existing customers where they are pinned.",
  method:
    "Customers sign in and fill their carts on three replicas; a fourth is added; when newcomers have met it, the customers go on. Their cookies still name the old replicas; with shared state nothing does.",
  meaning:
    "Pinned, scaling up during a rush helps only those who come later: whoever makes the rush stays where they are. With shared state a new server takes its part at once.",
  arms: [control("sticky-cookie", servesNone), subject("redis", servesItsPart)],

  async run(stage) {
    const crowd = await settledCrowd(stage, { full: 60, quick: 20 });
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
    const requests = sum(answers.values());
    const wasMet = sinceScaling.some(({ shopper, replica }) => replica === FRESH && !customers.has(shopper));
    return {
      observed: `it served ${served} of ${requests}`,
      unsteady:
        everybodyWasKnown(before) ??
        (wasMet ? null : `no newcomer met ${FRESH}`) ??
        (requests === 0 ? "no customer went on" : null) ??
        everybodyWasAnswered(theirs),
      numbers: { ...countFates(history.events), customers: customers.size, requests, [SERVED]: served },
    };
  },

  figures: [{ plot: "served" }],
  evidence: [{ row: "scaling", sticky: ["sticky-cookie"], shared: ["redis"] }],
};
