import type { Shopper } from "../shopper/shopper.ts";

/** The three items that each customer buys: their places in the catalogue vary by customer. */
const SKUS = [
  "abacus",
  "slide-rule",
  "punch-cards",
  "core-memory",
  "paper-tape",
  "vacuum-tube",
  "jacquard-scarf",
  "crank-calculator",
  "floppy-disk",
  "teleprinter-ribbon",
  "cipher-rotor",
  "framed-moth",
];

/** The n-th product, beginning again after the last. */
export const skuOf = (n: number) => SKUS[n % SKUS.length] as string;

/** The first half of a purchase: sign in, three items. */
export async function fillCart(shopper: Shopper, n: number): Promise<void> {
  await shopper.signIn();
  for (let item = 0; item < 3; item++) await shopper.add(skuOf(n + item * 5));
}

/** The same, and a request that shows whether the shop recognises the customer. */
export async function settleIn(shopper: Shopper, n: number): Promise<void> {
  await fillCart(shopper, n);
  await shopper.whoami();
}

/** The second half: look at the cart, check out, look at the order. */
export async function buy(shopper: Shopper): Promise<void> {
  await shopper.cart();
  await shopper.whoami();
  const { seen } = await shopper.checkout();
  if (seen?.orderId) await shopper.order(seen.orderId);
}
