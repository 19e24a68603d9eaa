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

/** The first half of a purchase: sign in, three items. */
export async function fillCart(shopper: Shopper, n: number): Promise<void> {
  await shopper.signIn();
  for (let item = 0; item < 3; item++) await shopper.add(SKUS[(n + item * 5) % SKUS.length] as string);
}

/** The second half: look at the cart, check out, look at the order. */
export async function buy(shopper: Shopper): Promise<void> {
  await shopper.cart();
  await shopper.whoami();
  const { seen } = await shopper.checkout();
  if (seen?.orderId) await shopper.order(seen.orderId);
}
