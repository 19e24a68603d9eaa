import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { memoryState } from "@shop/state/memory";
import { expect, onTestFinished, test } from "vitest";
import { Client } from "./client.ts";
import { shopContract } from "./contract.ts";
import { startShop } from "./running-shop.ts";

shopContract("memory", async (lifetimes) => memoryState(lifetimes));

test("a session keeps nothing of the request that began it", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage: () => void = runInNewContext("gc");
  const heap = () => {
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  const shop = await startShop({ state: memoryState({ idle: 600, absolute: 600 }) });
  onTestFinished(shop.close);
  const begin = (padding: string) =>
    new Client(shop.url).post(
      "/cart/items",
      { sku: "abacus", padding },
      { "idempotency-key": crypto.randomUUID() },
    );
  for (let n = 0; n < 100; n++) await begin("");
  const before = heap();
  for (let n = 0; n < 1000; n++) await begin(`${n}`.padEnd(15_000, "x"));
  // what was sent is 15 MB, what is to be kept a tenth of it
  expect(heap() - before).toBeLessThan(6_000_000);
});
