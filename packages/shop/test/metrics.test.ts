import { freePort } from "@shop/testing/redis-server.ts";
import { expect, onTestFinished, test } from "vitest";
import { Client } from "./client.ts";
import { signInWithCart } from "./customers.ts";
import { figuresAt } from "./figures.ts";
import { redisForTest } from "./redis-states.ts";
import { startShop } from "./running-shop.ts";

test("calls that Redis does not answer count as unavailable, and their customers do not count as strangers", async () => {
  const { server, open } = await redisForTest();
  const port = await freePort();
  const shop = await startShop({ state: await open(), METRICS_PORT: port });
  onTestFinished(shop.close);
  const customer = await signInWithCart(new Client(shop.url), "shopper-6");
  await server.kill();
  expect((await customer.get("/cart")).status).toBe(503);
  const figures = await figuresAt(port);
  expect(figures['shop_state_call_seconds_count{call="sessions.get",outcome="unavailable"}']).toBe(1);
  expect(figures.shop_strangers_total).toBe(0);
});

test("without METRICS_PORT nothing listens but the shop", async () => {
  const { open } = await redisForTest();
  const shop = await startShop({ state: await open() });
  onTestFinished(shop.close);
  const listening = process.getActiveResourcesInfo().filter((name) => name === "TCPServerWrap");
  expect(listening).toHaveLength(1);
});
