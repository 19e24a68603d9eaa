import { type Measurement, predict } from "../../engine/experiment.ts";
import type { Stage } from "../../engine/stage.ts";
import type { ArmHistory } from "../../history/file.ts";
import { countFates } from "../../shopper/fate.ts";
import { buy, fillCart } from "../../shopper/journey.ts";
import type { Shopper } from "../../shopper/shopper.ts";
import { everybodyBegan, everybodyWasAnswered } from "./steady-state.ts";

/** At most a tenth: by chance, all clicks of a purchase may reach the same replica. */
export const almostNobodyCompletes = predict(
  "almost nobody completes",
  (the) => the("completed") <= 0.1 * the("customers"),
);

export const allComplete = predict("all complete", (the) => the("completed") === the("customers"));

/** Signs in, adds three items, looks at the cart, checks out and looks at the order. */
export async function purchase(shopper: Shopper, n: number): Promise<void> {
  await fillCart(shopper, n);
  await buy(shopper);
}

/** A crowd of customers makes a purchase each, `atOnce` of them at a time. */
export const everybodyBuys = (stage: Stage, atOnce?: number): Promise<void> =>
  stage.inTurns(stage.shoppers(stage.quick ? 20 : 60), purchase, atOnce);

/** How many customers got what they wanted, and what the others lost. */
export function measurePurchases({ events }: ArmHistory): Measurement {
  const numbers = countFates(events);
  return {
    observed: `${numbers.completed} of ${numbers.customers} completed`,
    unsteady: everybodyBegan(events) ?? everybodyWasAnswered(events),
    numbers,
  };
}
