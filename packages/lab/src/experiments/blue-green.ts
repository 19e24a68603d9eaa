import { control, type Experiment, predict, subject } from "../engine/experiment.ts";
import { around } from "../history/questions.ts";
import { releaseAct } from "../runtime/release.ts";
import { countFates } from "../shopper/fate.ts";
import { buy } from "../shopper/journey.ts";
import { nobodyHurt } from "./common/removal.ts";
import { settledCrowd, whileLooking } from "./common/settled-crowd.ts";
import { shareOfNext } from "./common/share-of-next.ts";
import { everybodyWasAnswered, everybodyWasKnown } from "./common/steady-state.ts";

const GREEN_STANDS_BY = { replicas: 3, share: 0 };
const GREEN_SERVES = { replicas: 3, share: 1 };
const SWITCH = releaseAct(GREEN_SERVES);

const everybodyHurt = predict(
  "everybody is signed out and loses the cart",
  (the) => the("signed out") === the("customers") && the("carts lost") === the("customers"),
);

export const blueGreen: Experiment = {
  name: "blue-green",
  claim: "A switch from one version to the next goes unnoticed with shared state.",
  method:
    "Customers fill their carts on three replicas of the current version (blue). Three of the next version (green) are started beside them; while the customers click, nginx is told to send everything to green; then everybody goes on to the checkout. Blue keeps running, so nothing fails; but what its memory knows, green does not. The versions differ in name alone, as the smallest of deploys does.",
  meaning:
    "Pinned, switching versions is signing everybody out at once, and switching back does it again. With shared state you switch, look, and switch back if you do not like what you see.",
  arms: [control("sticky-cookie", everybodyHurt), subject("redis", nobodyHurt)],

  async run(stage) {
    const crowd = await settledCrowd(stage, { full: 60, quick: 20 });
    await stage.release(GREEN_STANDS_BY);
    await whileLooking(stage, crowd, 200, () => stage.release(GREEN_SERVES));
    await stage.inTurns(crowd, buy);
  },

  measure(_arm, history) {
    const { before } = around(SWITCH, history);
    const { after } = around(`${SWITCH} done`, history);
    const fates = countFates(history.events);
    const share = shareOfNext(after);
    return {
      observed: `${fates["signed out"]} of ${fates.customers} signed out, ${fates["carts lost"]} carts lost, ${fates.completed} completed`,
      unsteady:
        everybodyWasKnown(before) ??
        (shareOfNext(before) > 0 ? "green served customers before the switch" : null) ??
        // an answer or two of blue may still be on their way when nginx has read its new files
        (share < 0.9 ? `green served ${Math.round(share * 100)} % after the switch` : null) ??
        everybodyWasAnswered(after),
      numbers: { ...fates, "green's share after the switch, %": Math.round(share * 100) },
    };
  },

  figures: [{ plot: "served" }, { plot: "fates" }],
  evidence: [{ row: "deploys", sticky: ["sticky-cookie"], shared: ["redis"] }],
};
