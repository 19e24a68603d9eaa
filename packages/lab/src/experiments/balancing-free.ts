import type { Arm, Experiment } from "../prove/experiment.ts";
import { BALANCINGS, type Balancing } from "../scenarios.ts";
import { COMPLETION, everybodyBuys, judgePurchases } from "./purchases.ts";

const control: Arm = {
  name: "bug",
  role: "control",
  scenario: "bug",
  replicas: 3,
  predicts: COMPLETION.control,
};
const shared = (balancing: Balancing): Arm => ({
  name: `redis, ${balancing}`,
  role: "subject",
  scenario: "redis",
  balancing,
  replicas: 3,
  predicts: COMPLETION.subject,
});

export const balancingFree: Experiment = {
  name: "balancing-free",
  claim: "With shared state any way of balancing works.",
  method:
    "Customers buy three items each, under every way that nginx has of picking a replica. With state in Redis it cannot matter which one that is, for each finds the same session and cart there; with state in memory and round-robin it must.",
  meaning:
    "Once the state is shared, balancing is about load only. Pick what spreads it best, and change it whenever you like.",
  arms: [control, ...BALANCINGS.map(shared)],

  run: (stage) => everybodyBuys(stage),
  judge: (arm, { events }) => judgePurchases(arm, events),
};
