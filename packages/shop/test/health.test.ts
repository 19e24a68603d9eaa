import { expect, onTestFinished, test } from "vitest";
import { Client } from "./client.ts";
import { redisForTest } from "./redis-states.ts";
import { startShop } from "./running-shop.ts";

test("the state is asked at most once a second, however often health checks come, and each change is logged once", async () => {
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
  const statusOf = async () => (await client.get("/statez")).status;
  const began = performance.now();
  for (let n = 0; n < 200; n++) expect(await statusOf()).toBe(200);
  expect(asked).toBeLessThanOrEqual(1 + (performance.now() - began) / 1000);

  failure = new Error("no answer");
  await expect.poll(statusOf, { timeout: 5000, interval: 20 }).toBe(503);
  failure = null;
  await expect.poll(statusOf, { timeout: 5000, interval: 20 }).toBe(200);
  const changes = shop.log.filter(({ msg }) => /^State/.test(msg)).map(({ msg }) => msg);
  expect(changes).toEqual(["State not available", "State available again"]);
});

test("a replica is ready once it has reached its state, and stays so when the state is lost; statez tells the difference", async () => {
  let failure: Error | null = new Error("no answer");
  const { open } = await redisForTest();
  const state = {
    ...(await open()),
    ready: async () => {
      if (failure) throw failure;
    },
  };
  const shop = await startShop({ state });
  onTestFinished(() => shop.close());
  const client = new Client(shop.url);
  const statuses = async () =>
    Promise.all(["/livez", "/readyz", "/statez"].map(async (path) => (await client.get(path)).status));
  const soon = (expected: number[]) =>
    expect.poll(statuses, { timeout: 5000, interval: 20 }).toEqual(expected);
  expect(await statuses()).toEqual([200, 503, 503]);
  failure = null;
  await soon([200, 200, 200]);
  failure = new Error("no answer");
  await soon([200, 200, 503]);
});
