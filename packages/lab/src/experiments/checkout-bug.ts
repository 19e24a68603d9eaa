import { control, type Experiment, subject } from "../engine/experiment.ts";
import { allComplete, almostNobodyCompletes, everybodyBuys, measurePurchases } from "./common/purchases.ts";

export const checkoutBug: Experiment = {
  name: "checkout-bug",
  claim:
    "With state in the replica and plain round-robin, the shop forgets you before you reach the checkout.",
  method:
    "Customers sign in, add three items, look at the cart, check out and look at the order. With state in memory each click lands on a replica that has not seen the one before; pinned, or with shared state, every click finds what the last one left.",
  meaning:
    "A second server breaks a shop that keeps its sessions in memory. Pinning hides that and shared state removes it: as long as nothing dies, both look the same.",
  arms: [
    control("bug", almostNobodyCompletes),
    subject("sticky-ip", allComplete),
    subject("sticky-cookie", allComplete),
    subject("redis", allComplete),
  ],

  run: (stage) => everybodyBuys(stage),
  measure: (_arm, history) => measurePurchases(history),

  figures: [{ plot: "served" }, { plot: "fates" }],
  evidence: [
    { row: "where-state-lives", sticky: ["sticky-ip", "sticky-cookie"], shared: ["redis"] },
    { row: "who-can-serve", sticky: ["bug"] },
  ],
  headline(numbers) {
    const [bug, redis] = [numbers.get("bug"), numbers.get("redis")];
    if (!bug || !redis) return null;
    return `Sessions in each server’s memory: ${bug.completed} of ${bug.customers} customers got their order. Sessions shared: ${redis.completed} of ${redis.customers}.`;
  },
};
