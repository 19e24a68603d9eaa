import { control, type Experiment, subject } from "../engine/experiment.ts";
import { BALANCINGS } from "../scenarios.ts";
import { allComplete, almostNobodyCompletes, everybodyBuys, measurePurchases } from "./common/purchases.ts";

const nameOf = (balancing: string) => `redis, ${balancing}`;

export const balancingFree: Experiment = {
  name: "balancing-free",
  claim: "With shared state any way of balancing works.",
  method:
    "Customers buy three items each, under every way that nginx has of picking a replica. With state in Redis it cannot matter which one that is, because each finds the same session and cart there; with state in memory and round-robin it must.",
  meaning:
    "Once the state is shared, balancing is about load only. Pick what spreads it best, and change it whenever you like.",
  arms: [
    control("bug", almostNobodyCompletes),
    ...BALANCINGS.map((balancing) => subject("redis", allComplete, { name: nameOf(balancing), balancing })),
  ],

  run: (stage) => everybodyBuys(stage),
  measure: (_arm, history) => measurePurchases(history),

  figures: [{ plot: "fates" }],
  evidence: [{ row: "who-can-serve", shared: BALANCINGS.map(nameOf) }],
};
