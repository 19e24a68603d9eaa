import { control, type Experiment, subject } from "../engine/experiment.ts";
import { allComplete, almostNobodyCompletes, everybodyBuys, measurePurchases } from "./common/purchases.ts";

export const smallShop: Experiment = {
  name: "small-shop",
  claim: "For two replicas that never change, sticky sessions are fine.",
  method:
    "Customers come one after the other to a shop with two replicas, and buy three items each; nothing dies, nothing is scaled, nothing is deployed. Pinned, each click finds what the last one left; without pinning the clicks take turns between two memories.",
  meaning:
    "If your servers stay as they are, pinning by cookie is one line of configuration and hurts nobody. What it costs, you pay on the day that one of them goes: see dead-replica and rolling-deploy.",
  arms: [
    control("bug", almostNobodyCompletes, { replicas: 2 }),
    subject("sticky-cookie", allComplete, { replicas: 2 }),
  ],

  // one at a time: an even number of customers in step would meet their own replica again by accident
  run: (stage) => everybodyBuys(stage, 1),
  measure: (_arm, history) => measurePurchases(history),

  figures: [{ plot: "fates" }],
  evidence: [{ row: "cost", sticky: ["sticky-cookie"] }],
};
