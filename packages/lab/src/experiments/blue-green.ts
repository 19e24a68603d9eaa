import { control, type Experiment, type Prediction, subject } from "../engine/experiment.ts";
import { answersByReplica, around } from "../history/questions.ts";
import { releaseAct } from "../runtime/release.ts";
import { countFates } from "../shopper/fate.ts";
import { buy, settleIn } from "../shopper/journey.ts";
import { nobodyHurt } from "./common/removal.ts";
import { shareOfNext } from "./common/share-of-next.ts";
import { everybodyWasAnswered, everybodyWasKnown } from "./common/steady-state.ts";

const GREEN_STANDS_BY = { replicas: 3, share: 0 };
const GREEN_SERVES = { replicas: 3, share: 1 };
const SWITCH = releaseAct(GREEN_SERVES);

type N = "customers" | "signed out" | "carts lost" | "completed" | "green's share after the switch, %";

const everybodyHurt: Prediction<N> = {
  says: "everybody is signed out and loses the cart",
  holds: ({ customers, ...hurt }) => hurt["signed out"] === customers && hurt["carts lost"] === customers,
};

export const blueGreen: Experiment<N> = {
  name: "blue-green",
  claim: "A switch from one version to the next goes unnoticed with shared state.",
  method:
    "Customers fill their carts on three replicas of the current version (blue). Three of the next version (green) are started beside them; while the customers click, nginx is told to send everything to green; then everybody goes on to the checkout. Blue keeps running, so nothing fails; but what its memory knows, green does not. The versions differ in name alone, as the smallest of deploys does.",
  meaning:
    "Pinned, switching versions is signing everybody out at once, and switching back does it again. With shared state you switch, look, and switch back if you do not like what you see.",
  arms: [control("sticky-cookie", everybodyHurt), subject("redis", nobodyHurt)],

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

  measure(_arm, history) {
    const { before } = around(SWITCH, history);
    const { after } = around(`${SWITCH} done`, history);
    const { customers, signedOut, cartLost, completed } = countFates(history.events);
    const share = shareOfNext(answersByReplica(after));
    return {
      observed: `${signedOut} of ${customers} signed out, ${cartLost} carts lost, ${completed} completed`,
      unsteady:
        everybodyWasKnown(before) ??
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

  figures: [{ plot: "served" }, { plot: "fates" }],
  evidence: [{ row: "deploys", sticky: ["sticky-cookie"], shared: ["redis"] }],
};
