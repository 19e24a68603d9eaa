import type { Arm, Experiment } from "../prove/experiment.ts";
import { COMPLETION, everybodyBuys, judgePurchases } from "./purchases.ts";

const control: Arm = {
  name: "bug",
  role: "control",
  scenario: "bug",
  replicas: 3,
  predicts: COMPLETION.control,
};
const completing = (scenario: "sticky-ip" | "sticky-cookie" | "redis"): Arm => ({
  name: scenario,
  role: "subject",
  scenario,
  replicas: 3,
  predicts: COMPLETION.subject,
});

export const checkoutBug: Experiment = {
  name: "checkout-bug",
  claim:
    "With state in the replica and plain round-robin, the shop forgets you before you reach the checkout.",
  method:
    "Customers sign in, add three items, look at the cart, check out and look at the order. With state in memory each click lands on a replica that has not seen the one before; pinned, or with shared state, every click finds what the last one left.",
  meaning:
    "A second server breaks a shop that keeps its sessions in memory. Pinning hides that and shared state removes it: as long as nothing dies, both look the same.",
  arms: [control, completing("sticky-ip"), completing("sticky-cookie"), completing("redis")],

  run: (stage) => everybodyBuys(stage),
  judge: (arm, { events }) => judgePurchases(arm, events),
};
