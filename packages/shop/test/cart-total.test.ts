import { expect, test } from "vitest";
import { countItems, priceCart } from "../src/cart-total.ts";

const lines = new Map([
  ["framed-moth", 2],
  ["abacus", 3],
]);

test("a cart is priced in integer cents, in the order of its SKUs", () => {
  expect(priceCart(lines)).toEqual({
    items: [
      { sku: "abacus", name: "Abacus", quantity: 3, price: 2400, subtotal: 7200 },
      { sku: "framed-moth", name: "Framed Moth", quantity: 2, price: 2900, subtotal: 5800 },
    ],
    total: 13_000,
  });
});

test("an empty cart costs nothing", () => {
  expect(priceCart(new Map())).toEqual({ items: [], total: 0 });
  expect(countItems(new Map())).toBe(0);
});

test("what is no longer sold is neither shown, nor counted, nor charged", () => {
  const cart = new Map([...lines, ["unicorn", 40]]);
  expect(priceCart(cart)).toEqual(priceCart(lines));
  expect(countItems(cart)).toBe(5);
});
