import type { Stage } from "../../engine/stage.ts";
import { settleIn } from "../../shopper/journey.ts";
import type { Shopper } from "../../shopper/shopper.ts";

/** New customers who have signed in, filled their carts and been recognised: as many as `full`, or `quick` in a quick run. */
export async function settledCrowd(
  stage: Stage,
  { full, quick }: { full: number; quick: number },
): Promise<Shopper[]> {
  const crowd = stage.shoppers(stage.quick ? quick : full);
  await stage.inTurns(crowd, settleIn);
  return crowd;
}

/** Everybody looks at the cart again and again until `event` is over, with 0 to `most` milliseconds between two looks. */
export const whileLooking = (
  stage: Stage,
  crowd: readonly Shopper[],
  most: number,
  event: () => Promise<void>,
): Promise<void> =>
  stage.during(event, crowd, async (shopper) => {
    await stage.think(0, most);
    await shopper.cart();
  });
