import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, onTestFinished, test } from "vitest";
import type { ShopState } from "../src/shop-state.ts";
import { Client } from "./client.ts";
import { keyHeader } from "./customers.ts";
import { startShop } from "./running-shop.ts";

const CUSTOMERS = 1000;

/** Characters of padding in each body and header: close to the most that the shop accepts. */
const PADDING = 15_000;
const HEADER_PADDING = 12_000;

export function heapContract(kind: string, openState: () => Promise<ShopState>) {
  test(`a shop with ${kind} state keeps neither bodies nor headers of its customers' requests in memory`, {
    timeout: 120_000,
  }, async () => {
    setFlagsFromString("--expose-gc");
    const collectGarbage: () => void = runInNewContext("gc");
    const heap = () => {
      collectGarbage();
      return process.memoryUsage().heapUsed;
    };
    const state = await openState();
    onTestFinished(state.close);
    const shop = await startShop({ state });
    onTestFinished(shop.close);

    const come = async (n: number, isPadded: boolean) => {
      const padding = isPadded ? `${n}`.padEnd(PADDING, "x") : "";
      const cookies = isPadded ? { padding: `${n}`.padEnd(HEADER_PADDING, "y") } : {};
      const client = new Client(shop.url).withCookies(cookies);
      await client.get("/");
      const name = `shopper-${(n % 500) + 1}`;
      await client.post("/login", { username: name, password: name, padding }, keyHeader());
      await client.post("/cart/items", { sku: "abacus", padding }, keyHeader());
      await client.get("/cart");
    };
    for (let n = 0; n < 100; n++) await come(n, false);
    const before = heap();
    for (let n = 0; n < CUSTOMERS; n++) await come(n, true);
    // the customers have sent more than 70 MB
    expect(heap() - before).toBeLessThan(10_000_000);
  });
}
