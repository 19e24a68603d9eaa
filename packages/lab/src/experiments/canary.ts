import { answersByReplica, around, customersOf } from "../history/questions.ts";
import type { Arm, Experiment } from "../prove/experiment.ts";
import { releaseAct } from "../prove/stage.ts";
import { countFates } from "../shopper/fate.ts";
import { buy, settleIn } from "../shopper/journey.ts";
import { everybodyWasAnswered, everybodyWasKnown, wasDone } from "./steady.ts";
import { shareOfNext } from "./versions.ts";

const CANARY = { replicas: 1, share: 0.1 };
const RELEASE = releaseAct(CANARY);
/** How far from its share the canary may be found, as a part of all requests. */
const TOLERANCE = 0.05;

const byAddress: Arm = {
  name: "sticky-ip",
  role: "control",
  scenario: "sticky-ip",
  replicas: 3,
  predicts: "more are hurt than the canary's 10 %",
};
const byCookie: Arm = {
  name: "sticky-cookie",
  role: "control",
  scenario: "sticky-cookie",
  replicas: 3,
  predicts: "nobody is hurt; the canary meets no existing customer",
};
const shared: Arm = {
  name: "redis",
  role: "subject",
  scenario: "redis",
  replicas: 3,
  predicts: "nobody is hurt; the canary serves 5 to 15 %",
};

export const canary: Experiment = {
  name: "canary",
  claim: "With shared state a tenth of the requests can try a new version, and nobody notices.",
  method:
    "Customers fill their carts on three replicas; one of the next version is added, with a tenth of what nginx hands out; everybody goes on to the checkout. Pinned by address, a changed list of replicas moves people who were to be left alone; pinned by cookie, nobody moves, so that the canary meets only newcomers.",
  meaning:
    "Pinned, a canary either hurts people whom it was not meant for, or sees none of those whom it was meant for. With shared state it gets the tenth that you asked for, of everybody.",
  arms: [byAddress, byCookie, shared],

  async run(stage) {
    const crowd = stage.shoppers(stage.quick ? 20 : 60);
    await stage.inTurns(crowd, settleIn);
    await stage.release(CANARY);
    await stage.mixed(
      crowd,
      () => 10,
      (shopper) => shopper.cart(),
    );
    await stage.inTurns(crowd, buy);
  },

  judge({ name }, history) {
    const { before, after } = around(RELEASE, history);
    const customers = customersOf(before).size;
    const { signedOut, cartLost, completed } = countFates(history.events);
    const share = shareOfNext(answersByReplica(after));
    const unhurt = signedOut === 0 && cartLost === 0 && completed === customers;
    const asPredicted: Record<string, boolean> = {
      [byAddress.name]: Math.min(signedOut, cartLost) > CANARY.share * customers,
      [byCookie.name]: unhurt && share === 0,
      [shared.name]: unhurt && Math.abs(share - CANARY.share) <= TOLERANCE,
    };
    return {
      observed: `${Math.max(signedOut, cartLost)} of ${customers} hurt; the canary served ${Math.round(share * 100)} %`,
      asPredicted: asPredicted[name] === true,
      unsteady:
        everybodyWasKnown(before) ?? wasDone(`${RELEASE} done`, history) ?? everybodyWasAnswered(after),
      numbers: {
        customers,
        "signed out": signedOut,
        "carts lost": cartLost,
        completed,
        "the canary's share, %": Math.round(share * 1000) / 10,
      },
    };
  },
};
