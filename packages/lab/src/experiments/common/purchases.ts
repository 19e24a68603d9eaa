import type { Measurement, Prediction } from "../../engine/experiment.ts";
import type { Stage } from "../../engine/stage.ts";
import type { ArmHistory } from "../../history/file.ts";
import { countFates } from "../../shopper/fate.ts";
import { buy, fillCart } from "../../shopper/journey.ts";
import type { Shopper } from "../../shopper/shopper.ts";
import { everybodyBegan, everybodyWasAnswered } from "./steady-state.ts";

export type PurchaseNumbers = "customers" | "completed" | "signed out" | "carts lost";

/** At most a tenth: by chance, all clicks of a purchase may reach the same replica. */
export const almostNobodyCompletes: Prediction<"customers" | "completed"> = {
  says: "almost nobody completes",
  holds: ({ completed, customers }) => completed <= 0.1 * customers,
};

export const allComplete: Prediction<"customers" | "completed"> = {
  says: "all complete",
  holds: ({ completed, customers }) => completed === customers,
};

/** Signs in, adds three items, looks at the cart, checks out and looks at the order. */
export async function purchase(shopper: Shopper, n: number): Promise<void> {
  await fillCart(shopper, n);
  await buy(shopper);
}

/** A crowd of customers makes a purchase each, `atOnce` of them at a time. */
export const everybodyBuys = (stage: Stage, atOnce?: number): Promise<void> =>
  stage.inTurns(stage.shoppers(stage.quick ? 20 : 60), purchase, atOnce);

/** How many customers got what they wanted, and what the others lost. */
export function measurePurchases({ events }: ArmHistory): Measurement<PurchaseNumbers> {
  const { customers, completed, signedOut, cartLost } = countFates(events);
  return {
    observed: `${completed} of ${customers} completed`,
    unsteady: everybodyBegan(events) ?? everybodyWasAnswered(events),
    numbers: { customers, completed, "signed out": signedOut, "carts lost": cartLost },
  };
}
