import type { Lines, OrderLine } from "@shop/state";
import { findProduct } from "./catalog.ts";

/** A cart with prices, ordered by SKU. `total` and all prices are in integer cents. */
export interface PricedCart {
  readonly items: readonly OrderLine[];
  readonly total: number;
}

/** Adds today's prices of the catalogue to the lines of a cart. Products that are no longer sold are left out. */
export function priceCart(lines: Lines): PricedCart {
  const items: OrderLine[] = [];
  let total = 0;
  for (const [sku, quantity] of lines) {
    const product = findProduct(sku);
    if (!product) continue;
    const { name, price } = product;
    const subtotal = price * quantity;
    items.push({ sku, name, quantity, price, subtotal });
    total += subtotal;
  }
  items.sort((a, b) => (a.sku < b.sku ? -1 : 1));
  return { items, total };
}

/** The sum of the quantities, without products that are no longer sold. */
export function countItems(lines: Lines): number {
  let items = 0;
  for (const [sku, quantity] of lines) if (findProduct(sku)) items += quantity;
  return items;
}
