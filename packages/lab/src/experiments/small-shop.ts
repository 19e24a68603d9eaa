import type { Arm, Experiment } from "../prove/experiment.ts";
import { COMPLETION, everybodyBuys, judgePurchases } from "./purchases.ts";

const control: Arm = {
  name: "bug",
  role: "control",
  scenario: "bug",
  replicas: 2,
  predicts: COMPLETION.control,
};
const pinned: Arm = {
  name: "sticky-cookie",
  role: "subject",
  scenario: "sticky-cookie",
  replicas: 2,
  predicts: COMPLETION.subject,
};

export const smallShop: Experiment = {
  name: "small-shop",
  claim: "For two replicas that never change, sticky sessions are fine.",
  method:
    "Customers come one after the other to a shop with two replicas, and buy three items each; nothing dies, nothing is scaled, nothing is deployed. Pinned, each finds on every click what the last one left; without pinning the clicks take turns between two memories.",
  meaning:
    "If your servers stay as they are, pinning by cookie is one line of configuration and hurts nobody. What it costs, you pay on the day that one of them goes: see dead-replica and rolling-deploy.",
  arms: [control, pinned],

  // one at a time: an even number of customers in step would meet their own replica again by accident
  run: (stage) => everybodyBuys(stage, 1),
  judge: (arm, { events }) => judgePurchases(arm, events),
};
