import type { ChildProcess } from "node:child_process";
import type { State } from "@shop/state";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type RedisServer, startRedisServer } from "../../state/test/redis-server.ts";
import { Client } from "./client.ts";
import { end, openRedisState, redisAt } from "./real-redis.ts";
import { type RunningShop, startShop } from "./running-shop.ts";

let server: RedisServer;
let successor: ChildProcess | undefined;
let state: State;
let shop: RunningShop;
let customer: Client;
beforeEach(async () => {
  server = await startRedisServer();
  state = await openRedisState(server.url, { idle: 60, absolute: 600 });
  shop = await startShop({ state });
  customer = new Client(shop.url);
  await customer.signIn("shopper-1");
  await customer.post("/cart/items", { sku: "abacus", quantity: 2 });
});
afterEach(async () => {
  await shop.close();
  await state.close();
  await end(successor);
  await server.stop();
});

const statusOf = async (client: Client, path: string) => (await client.get(path)).status;

/** Asks until the answer has this status. Until then it may be fine or "not available just now", and nothing else. */
async function becomes(client: Client, path: string, status: 200 | 503) {
  const seen = new Set<number>();
  const ask = async () => {
    const status = await statusOf(client, path);
    seen.add(status);
    return status;
  };
  await expect.poll(ask, { timeout: 10_000, interval: 20 }).toBe(status);
  expect([200, 503]).toEqual(expect.arrayContaining([...seen]));
}

const OUTAGE = { timeout: 30_000 };

test("without Redis, what needs it is 503 and says when to try again", OUTAGE, async () => {
  await server.stop();
  await becomes(customer, "/cart", 503);
  const answer = await customer.get("/cart");
  expect(answer.type).toBe("application/problem+json");
  expect(answer.json()).toMatchObject({ title: "Service Unavailable", status: 503 });
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(answer.headers.get("x-served-by")).toBe("shop-1");

  const person = new Client(shop.url, "person").withCookie(customer.cookie);
  const page = await person.get("/cart");
  expect(page.status).toBe(503);
  expect(page.type).toBe("text/html");
  expect(page.headers.get("retry-after")).toBe(answer.headers.get("retry-after"));
  expect(page.text).toContain(answer.json<{ detail: string }>().detail);
  // it asked, and must not claim that there is no session
  expect(page.text).toContain("It could not ask who you are.");
  expect(page.text).not.toContain("No session yet");

  expect((await customer.get("/cart")).text).toContain("Your cart is safe");
  expect((await customer.post("/cart/items", { sku: "abacus" })).text).toContain("cannot be told");
});

test("without Redis, changes are 503 and hand out no cookie", OUTAGE, async () => {
  await server.stop();
  await becomes(customer, "/cart", 503);
  const stranger = new Client(shop.url);
  const changes = [
    await stranger.post("/cart/items", { sku: "abacus" }),
    await stranger.post("/login", { username: "shopper-1", password: "shopper-1" }),
    await customer.post("/checkout"),
    await customer.post("/logout"),
  ];
  expect(changes.map(({ status }) => status)).toEqual([503, 503, 503, 503]);
  expect(stranger.cookies.size).toBe(0);
  expect(customer.cookies.size).toBe(1);
});

test("without Redis, the replica is alive but not ready, and the catalogue stays open", OUTAGE, async () => {
  await server.stop();
  const visitor = new Client(shop.url);
  await becomes(visitor, "/readyz", 503);
  const ready = await visitor.get("/readyz");
  expect(ready.type).toBe("application/problem+json");
  expect(ready.json()).toMatchObject({ status: 503, detail: expect.stringContaining("not reachable") });
  expect(await statusOf(visitor, "/livez")).toBe(200);
  expect(await statusOf(visitor, "/")).toBe(200);
  expect(await statusOf(new Client(shop.url, "person"), "/")).toBe(200);
  expect(await statusOf(visitor.withCookie("garbage"), "/")).toBe(200);
  expect(await statusOf(visitor, "/public/styles.css")).toBe(200);
});

test("an outage is told in the log without a stack trace", OUTAGE, async () => {
  await server.stop();
  await becomes(customer, "/cart", 503);
  const warnings = shop.log.filter(({ level }) => level >= 40);
  expect(warnings.length).toBeGreaterThan(0);
  for (const line of warnings) {
    expect(line).toMatchObject({ level: 40, msg: "The state is not available" });
    expect(JSON.stringify(line)).not.toContain('"stack"');
  }
});

test("with Redis back at the same address, the shop recovers by itself", OUTAGE, async () => {
  await server.stop();
  await becomes(customer, "/cart", 503);
  successor = redisAt(server.url);
  await becomes(customer, "/readyz", 200);
  // that Redis is a new one, so nobody is known any more, and everybody can begin again
  expect((await customer.get("/whoami")).json()).toMatchObject({ session: "unknown" });
  await customer.signIn("shopper-1");
  await customer.post("/cart/items", { sku: "abacus" });
  expect((await customer.post("/checkout")).status).toBe(201);
});

test(
  "a Redis that hangs costs seconds, not for ever, and nothing is lost when it wakes up",
  OUTAGE,
  async () => {
    process.kill(server.pid, "SIGSTOP");
    try {
      const asked = Date.now();
      expect(await statusOf(customer, "/cart")).toBe(503);
      expect(Date.now() - asked).toBeLessThan(5000);
      expect(await statusOf(new Client(shop.url), "/")).toBe(200);
    } finally {
      process.kill(server.pid, "SIGCONT");
    }
    await becomes(customer, "/cart", 200);
    expect((await customer.get("/whoami")).json()).toMatchObject({ user: "shopper-1", items: 2 });
  },
);
