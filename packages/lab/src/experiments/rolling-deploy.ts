import { around, between, timeOf } from "../history/questions.ts";
import type { Arm, Experiment } from "../prove/experiment.ts";
import { countFates } from "../shopper/fate.ts";
import { settleIn, skuOf } from "../shopper/journey.ts";
import { everybodyWasKnown, wasDone } from "./steady.ts";

/** The share of customers from which "nearly everybody" holds. */
const NEARLY_EVERYBODY = 0.9;

const pinned: Arm = {
  name: "sticky-cookie",
  role: "control",
  scenario: "sticky-cookie",
  replicas: 3,
  predicts: "nearly everybody is signed out",
};
const shared: Arm = {
  name: "redis",
  role: "subject",
  scenario: "redis",
  replicas: 3,
  predicts: "no request fails, nobody is hurt",
};

export const rollingDeploy: Experiment = {
  name: "rolling-deploy",
  claim: "Every deploy logs somebody out, unless the state outlives the replicas.",
  method:
    "Customers fill their carts and go on clicking while each replica in turn is stopped gracefully and started again, as a deploy does. Each replica loses what it had in memory, so that by the end all sessions in memory are gone; those in Redis never were in danger.",
  meaning:
    "Pinned, each deploy signs out everybody, so you deploy at night and seldom. With shared state you can deploy at noon, and nobody notices.",
  arms: [pinned, shared],

  async run(stage) {
    const crowd = stage.shoppers(12);
    await stage.inTurns(crowd, settleIn);
    await stage.during(stage.roll, crowd, async (shopper, round) => {
      await stage.think(60, 120);
      await [shopper.cart, shopper.whoami, () => shopper.add(skuOf(round))][round % 3]?.();
    });
    await stage.inTurns(crowd, async (shopper) => {
      await shopper.cart();
      await shopper.whoami();
    });
  },

  judge({ role }, history) {
    const { before, after } = around("roll", history);
    const unsteady = everybodyWasKnown(before) ?? wasDone("roll done", history);
    const { customers, signedOut, cartLost } = countFates(history.events);
    const requests = after.filter(({ type }) => type === "invoke").length;
    const failed = after.filter(({ type }) => type === "unknown" || type === "fail").length;
    const [began, ended] = unsteady ? [0, 0] : ["roll", "roll done"].map((act) => timeOf(act, history.acts));
    const meanwhile = between(after, began as number, ended).length;
    return {
      observed: `${failed} of ${requests} requests failed, ${signedOut} of ${customers} signed out, ${cartLost} carts lost`,
      asPredicted:
        role === "control"
          ? signedOut >= NEARLY_EVERYBODY * customers
          : failed === 0 && signedOut === 0 && cartLost === 0,
      unsteady: unsteady ?? (meanwhile === 0 ? "nobody clicked during the roll" : null),
      numbers: {
        customers,
        requests,
        failed,
        "signed out": signedOut,
        "carts lost": cartLost,
        "roll, s": Math.round(((ended as number) - (began as number)) / 100) / 10,
      },
    };
  },
};
