import type { Arm, Experiment } from "../prove/experiment.ts";
import { countFates } from "../shopper/fate.ts";
import { buy, fillCart } from "../shopper/journey.ts";
import { everybodyBegan } from "./steady.ts";

const control: Arm = {
  name: "bug",
  role: "control",
  scenario: "bug",
  replicas: 3,
  predicts: "almost nobody completes",
};
const completing = (scenario: "sticky-ip" | "sticky-cookie" | "redis"): Arm => ({
  name: scenario,
  role: "subject",
  scenario,
  replicas: 3,
  predicts: "all complete",
});

/** The share of customers up to which "almost nobody" holds. */
const ALMOST_NOBODY = 0.1;

export const checkoutBug: Experiment = {
  name: "checkout-bug",
  claim:
    "With state in the replica and plain round-robin, the shop forgets you before you reach the checkout.",
  method:
    "Customers sign in, add three items, look at the cart, check out and look at the order. With state in memory each click lands on a replica that has not seen the one before; pinned, or with shared state, every click finds what the last one left.",
  meaning:
    "A second server breaks a shop that keeps its sessions in memory. Pinning hides that and shared state removes it: as long as nothing dies, both look the same.",
  arms: [control, completing("sticky-ip"), completing("sticky-cookie"), completing("redis")],

  async run(stage) {
    await stage.inTurns(stage.shoppers(stage.quick ? 20 : 60), async (shopper, n) => {
      await fillCart(shopper, n);
      await buy(shopper);
    });
  },

  judge({ role }, { events }) {
    const { customers, completed, signedOut, cartLost } = countFates(events);
    return {
      observed: `${completed} of ${customers} completed`,
      asPredicted: role === "control" ? completed <= ALMOST_NOBODY * customers : completed === customers,
      unsteady: everybodyBegan(events),
      numbers: { customers, completed, "signed out": signedOut, "carts lost": cartLost },
    };
  },
};
