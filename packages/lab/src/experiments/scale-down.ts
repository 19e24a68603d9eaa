import { control, type Experiment, subject } from "../engine/experiment.ts";
import { buy } from "../shopper/journey.ts";
import { measureRemoval, nobodyHurt, onlyVictimsHurt } from "./common/removal.ts";
import { settledCrowd } from "./common/settled-crowd.ts";

const REPLICAS_LEFT = 2;
const REMOVAL = { victim: "shop-3", act: `scale ${REPLICAS_LEFT}` } as const;

export const scaleDown: Experiment = {
  name: "scale-down",
  claim: "Removing a replica kicks its customers off, unless their sessions are elsewhere.",
  method:
    "Customers sign in and fill their carts; three replicas are scaled down to two, as after a busy evening; everybody goes on to the checkout. However gracefully shop-3 ends, its memory ends with it.",
  meaning:
    "Pinned, you pay for saving a server with the carts of those who were on it, so you wait, or never scale down. With shared state, scale down whenever you like.",
  arms: [control("sticky-cookie", onlyVictimsHurt(REMOVAL)), subject("redis", nobodyHurt)],

  async run(stage) {
    const crowd = await settledCrowd(stage, { full: 60, quick: 24 });
    await stage.scale(REPLICAS_LEFT);
    await stage.inTurns(crowd, buy);
  },

  measure: (_arm, history) => measureRemoval(REMOVAL, history),

  figures: [{ plot: "served" }, { plot: "fates" }],
  evidence: [{ row: "scaling", sticky: ["sticky-cookie"], shared: ["redis"] }],
};
