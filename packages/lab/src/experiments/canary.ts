import { control, type Experiment, predict, subject } from "../engine/experiment.ts";
import { around, timeOf } from "../history/questions.ts";
import { releaseAct } from "../runtime/release.ts";
import { countFates } from "../shopper/fate.ts";
import { buy } from "../shopper/journey.ts";
import { nobodyHurt } from "./common/removal.ts";
import { settledCrowd } from "./common/settled-crowd.ts";
import { shareOfNext } from "./common/share-of-next.ts";
import { everybodyWasAnswered, everybodyWasKnown } from "./common/steady-state.ts";

const CANARY = { replicas: 1, share: 0.1 };
const RELEASE = releaseAct(CANARY);
const SHARE = "the canary's share, %";

const moreHurt = predict(
  "more are hurt than the canary's 10 %",
  (the) => Math.min(the("signed out"), the("carts lost")) > CANARY.share * the("customers"),
);
const meetsNobody = predict(
  "nobody is hurt; the canary meets no existing customer",
  (the) => nobodyHurt.holds(the) && the(SHARE) === 0,
);
const getsItsShare = predict(
  "nobody is hurt; the canary serves 5 to 15 %",
  (the) => nobodyHurt.holds(the) && the(SHARE) >= 5 && the(SHARE) <= 15,
);

export const canary: Experiment = {
  name: "canary",
  claim: "With shared state a tenth of the requests can try a new version, and nobody notices.",
  method:
    "Customers fill their carts on three replicas; one of the next version is added, with a tenth of what nginx hands out; everybody goes on to the checkout. Pinned by address, a changed list of replicas moves people who were to be left alone; pinned by cookie, nobody moves, so that the canary meets only newcomers.",
  meaning:
    "Pinned, a canary either hurts people whom it was not meant for, or sees none of those whom it was meant for. With shared state it gets the tenth that you asked for, of everybody.",
  arms: [
    control("sticky-ip", moreHurt),
    control("sticky-cookie", meetsNobody),
    subject("redis", getsItsShare),
  ],

  async run(stage) {
    const crowd = await settledCrowd(stage, { full: 60, quick: 20 });
    await stage.release(CANARY);
    await stage.mixed(
      crowd,
      () => 10,
      (shopper) => shopper.cart(),
    );
    await stage.inTurns(crowd, buy);
  },

  measure(_arm, history) {
    const { before, after } = around(RELEASE, history);
    timeOf(`${RELEASE} done`, history.acts);
    const fates = countFates(history.events);
    const hurt = Math.max(fates["signed out"], fates["carts lost"]);
    const share = shareOfNext(after);
    return {
      observed: `${hurt} of ${fates.customers} hurt; the canary served ${Math.round(share * 100)} %`,
      unsteady: everybodyWasKnown(before) ?? everybodyWasAnswered(after),
      numbers: { ...fates, [SHARE]: Math.round(share * 1000) / 10 },
    };
  },

  figures: [{ plot: "served" }, { plot: "fates" }],
  evidence: [{ row: "deploys", sticky: ["sticky-ip", "sticky-cookie"], shared: ["redis"] }],
};
