import type { Arm, Experiment } from "../prove/experiment.ts";
import { buy, settleIn } from "../shopper/journey.ts";
import { judgeRemoval } from "./removal.ts";

const LEFT = 2;
const REMOVAL = { victim: "shop-3", act: `scale ${LEFT}` } as const;

const pinned: Arm = {
  name: "sticky-cookie",
  role: "control",
  scenario: "sticky-cookie",
  replicas: 3,
  predicts: "shop-3's customers are hurt, and only they",
};
const shared: Arm = {
  name: "redis",
  role: "subject",
  scenario: "redis",
  replicas: 3,
  predicts: "nobody is hurt, all complete",
};

export const scaleDown: Experiment = {
  name: "scale-down",
  claim: "Removing a replica kicks its customers off, unless their sessions are elsewhere.",
  method:
    "Customers sign in and fill their carts; three replicas are scaled down to two, as after a busy evening; everybody goes on to the checkout. However gracefully shop-3 ends, its memory ends with it.",
  meaning:
    "Pinned, you pay for saving a server with the carts of those who were on it, so you wait, or never scale down. With shared state, scale down whenever you like.",
  arms: [pinned, shared],

  async run(stage) {
    const crowd = stage.shoppers(stage.quick ? 24 : 60);
    await stage.inTurns(crowd, settleIn);
    await stage.scale(LEFT);
    await stage.inTurns(crowd, buy);
  },

  judge: (arm, history) => judgeRemoval(arm, REMOVAL, history),
};
