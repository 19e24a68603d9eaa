import { expect, onTestFinished, test } from "vitest";
import { Client } from "./client.ts";
import { redisForTest } from "./redis-states.ts";
import { startShop } from "./running-shop.ts";

test("the state is asked at most once a second, however often readiness is requested, and each change is logged once", async () => {
  let asked = 0;
  let failure: Error | null = null;
  const { open } = await redisForTest();
  const state = {
    ...(await open()),
    ready: async () => {
      asked++;
      if (failure) throw failure;
    },
  };
  const shop = await startShop({ state });
  onTestFinished(() => shop.close());
  const client = new Client(shop.url);
  const statusOf = async () => (await client.get("/readyz")).status;
  const began = performance.now();
  for (let n = 0; n < 200; n++) expect(await statusOf()).toBe(200);
  expect(asked).toBeLessThanOrEqual(1 + (performance.now() - began) / 1000);

  failure = new Error("no answer");
  await expect.poll(statusOf, { timeout: 5000, interval: 20 }).toBe(503);
  failure = null;
  await expect.poll(statusOf, { timeout: 5000, interval: 20 }).toBe(200);
  const changes = shop.log.filter(({ msg }) => /ready/i.test(msg)).map(({ msg }) => msg);
  expect(changes).toEqual(["Not ready", "Ready again"]);
});
