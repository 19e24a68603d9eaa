import { allZero, control, type Experiment, predict, subject } from "../engine/experiment.ts";
import { around, betweenMarks, timeOf } from "../history/questions.ts";
import { countFates } from "../shopper/fate.ts";
import { lookAround, skuOf } from "../shopper/journey.ts";
import { settledCrowd } from "./common/settled-crowd.ts";
import { everybodyWasKnown } from "./common/steady-state.ts";

const nearlyAllSignedOut = predict(
  "nearly everybody is signed out",
  (the) => the("signed out") >= 0.9 * the("customers"),
);
const unnoticed = predict("no request fails, nobody is hurt", (the) =>
  allZero(the, "failed", "signed out", "carts lost"),
);

export const rollingDeploy: Experiment = {
  name: "rolling-deploy",
  claim: "Every deploy logs somebody out, unless the state outlives the replicas.",
  method:
    "Customers fill their carts and go on clicking while each replica in turn is stopped gracefully and started again, as a deploy does. Each replica loses what it had in memory, so that by the end all sessions in memory are gone; those in Redis never were in danger.",
  meaning:
    "Pinned, each deploy signs out everybody, so you deploy at night and seldom. With shared state you can deploy at noon, and nobody notices.",
  arms: [control("sticky-cookie", nearlyAllSignedOut), subject("redis", unnoticed)],

  async run(stage) {
    const crowd = await settledCrowd(stage, { full: 12, quick: 12 });
    await stage.during(stage.roll, crowd, async (shopper, round) => {
      await stage.think(60, 120);
      await [shopper.cart, shopper.whoami, () => shopper.add(skuOf(round))][round % 3]?.();
    });
    await stage.inTurns(crowd, lookAround);
  },

  measure(_arm, history) {
    const { before, after } = around("roll", history);
    const [began, ended] = [timeOf("roll", history.acts), timeOf("roll done", history.acts)];
    const fates = countFates(history.events);
    const requests = after.filter(({ type }) => type === "invoke").length;
    const failed = after.filter(({ type }) => type === "unknown" || type === "fail").length;
    const nobodyClicked = betweenMarks("roll", "roll done", history).length === 0;
    return {
      observed: `${failed} of ${requests} requests failed, ${fates["signed out"]} of ${fates.customers} signed out, ${fates["carts lost"]} carts lost`,
      unsteady: everybodyWasKnown(before) ?? (nobodyClicked ? "nobody clicked during the roll" : null),
      numbers: {
        ...fates,
        requests,
        failed,
        "roll, s": Math.round((ended - began) / 100) / 10,
      },
    };
  },

  figures: [{ plot: "served" }, { plot: "fates" }],
  evidence: [{ row: "deploys", sticky: ["sticky-cookie"], shared: ["redis"] }],
};
