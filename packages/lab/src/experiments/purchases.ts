import type { HistoryEvent } from "../history/history.ts";
import type { Arm, Finding } from "../prove/experiment.ts";
import type { Stage } from "../prove/stage.ts";
import { countFates } from "../shopper/fate.ts";
import { buy, fillCart } from "../shopper/journey.ts";
import type { Shopper } from "../shopper/shopper.ts";
import { everybodyBegan, everybodyWasAnswered } from "./steady.ts";

/** The share of customers up to which "almost nobody" holds. */
const ALMOST_NOBODY = 0.1;

/** What experiments about whole purchases predict. */
export const COMPLETION = { control: "almost nobody completes", subject: "all complete" } as const;

/** Customers sign in, add three items, look at the cart, check out and look at the order, some at a time. */
export async function everybodyBuys(stage: Stage, atOnce?: number): Promise<void> {
  const purchase = async (shopper: Shopper, n: number) => {
    await fillCart(shopper, n);
    await buy(shopper);
  };
  await stage.inTurns(stage.shoppers(stage.quick ? 20 : 60), purchase, atOnce);
}

/** Who completed: almost nobody in a control, everybody elsewhere. */
export function judgePurchases({ role }: Arm, events: readonly HistoryEvent[]): Finding {
  const { customers, completed, signedOut, cartLost } = countFates(events);
  return {
    observed: `${completed} of ${customers} completed`,
    asPredicted: role === "control" ? completed <= ALMOST_NOBODY * customers : completed === customers,
    unsteady: everybodyBegan(events) ?? everybodyWasAnswered(events),
    numbers: { customers, completed, "signed out": signedOut, "carts lost": cartLost },
  };
}
