import type { Shopper } from "./shopper.ts";

/** The products of the shop's catalogue. */
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

/** The SKU of the n-th product from 0, beginning again after the last. */
export const skuOf = (n: number) => SKUS[n % SKUS.length] as string;

/** The first half of a purchase: signs in and adds three items, which differ between neighbouring `n`. */
export async function fillCart(shopper: Shopper, n: number): Promise<void> {
  await shopper.signIn();
  for (let item = 0; item < 3; item++) await shopper.add(skuOf(n + item * 5));
}

/** As `fillCart`, then asks for whom the shop takes the customer. */
export async function settleIn(shopper: Shopper, n: number): Promise<void> {
  await fillCart(shopper, n);
  await shopper.whoami();
}

/** Looks at the cart, then asks for whom the shop takes the customer. */
export async function lookAround(shopper: Shopper): Promise<void> {
  await shopper.cart();
  await shopper.whoami();
}

/** The second half of a purchase: looks at the cart, checks out and looks at the order. */
export async function buy(shopper: Shopper): Promise<void> {
  await lookAround(shopper);
  const { seen } = await shopper.checkout();
  if (seen?.orderId) await shopper.order(seen.orderId);
}
