import { answersByReplica, around, between, timeOf } from "../history/questions.ts";
import type { Arm, Experiment } from "../prove/experiment.ts";
import { releaseAct } from "../prove/stage.ts";
import { countFates } from "../shopper/fate.ts";
import { buy, settleIn } from "../shopper/journey.ts";
import { everybodyWasAnswered, everybodyWasKnown, wasDone } from "./steady.ts";
import { shareOfNext } from "./versions.ts";

const GREEN_STANDS_BY = { replicas: 3, share: 0 };
const GREEN_SERVES = { replicas: 3, share: 1 };
const SWITCH = releaseAct(GREEN_SERVES);

const pinned: Arm = {
  name: "sticky-cookie",
  role: "control",
  scenario: "sticky-cookie",
  replicas: 3,
  predicts: "everybody is signed out and loses the cart",
};
const shared: Arm = {
  name: "redis",
  role: "subject",
  scenario: "redis",
  replicas: 3,
  predicts: "nobody is hurt, all complete",
};

export const blueGreen: Experiment = {
  name: "blue-green",
  claim: "A switch from one version to the next goes unnoticed with shared state.",
  method:
    "Customers fill their carts on three replicas of the current version (blue). Three of the next version (green) are started beside them; while the customers click, nginx is told to send everything to green; then everybody goes on to the checkout. Blue keeps running, so nothing fails; but what its memory knows, green does not. The versions differ in name alone, as the smallest of deploys does.",
  meaning:
    "Pinned, switching versions is signing everybody out at once, and switching back does it again. With shared state you switch, look, and switch back if you do not like what you see.",
  arms: [pinned, shared],

  async run(stage) {
    const crowd = stage.shoppers(stage.quick ? 20 : 60);
    await stage.inTurns(crowd, settleIn);
    await stage.release(GREEN_STANDS_BY);
    await stage.during(
      () => stage.release(GREEN_SERVES),
      crowd,
      async (shopper) => {
        await stage.think(0, 200);
        await shopper.cart();
      },
    );
    await stage.inTurns(crowd, buy);
  },

  judge({ role }, history) {
    const { before } = around(SWITCH, history);
    const done = `${SWITCH} done`;
    const unsteady = everybodyWasKnown(before) ?? wasDone(done, history);
    const after = unsteady ? [] : between(history.events, timeOf(done, history.acts));
    const { customers, signedOut, cartLost, completed } = countFates(history.events);
    const share = shareOfNext(answersByReplica(after));
    return {
      observed: `${signedOut} of ${customers} signed out, ${cartLost} carts lost, ${completed} completed`,
      asPredicted:
        role === "control"
          ? signedOut === customers && cartLost === customers
          : signedOut === 0 && cartLost === 0 && completed === customers,
      unsteady:
        unsteady ??
        (shareOfNext(answersByReplica(before)) > 0 ? "green served customers before the switch" : null) ??
        // an answer or two of blue may still be on their way when nginx has read its new files
        (share < 0.9 ? `green served ${Math.round(share * 100)} % after the switch` : null) ??
        everybodyWasAnswered(after),
      numbers: {
        customers,
        "signed out": signedOut,
        "carts lost": cartLost,
        completed,
        "green's share after the switch, %": Math.round(share * 100),
      },
    };
  },
};
