import { startRedisServer } from "@shop/testing/redis-server.ts";
import { expect, onTestFinished, test } from "vitest";
import type { Config } from "../src/config.ts";
import { Client } from "./client.ts";
import { newRedisState, openRedisState } from "./redis-states.ts";
import { startShop } from "./running-shop.ts";

const MAKE_FULL = ["CONFIG", "SET", "maxmemory", "1"];
const MAKE_READ_ONLY = ["REPLICAOF", "127.0.0.1", "1"];
const MAKE_WELL = [
  ["CONFIG", "SET", "maxmemory", "0"],
  ["REPLICAOF", "NO", "ONE"],
];

const statusOf = async (client: Client, path: string) => (await client.get(path)).status;

/** A shop with an empty Redis, for one test, and a customer who has sent nothing yet. */
async function shopOnRedis(config: Partial<Config> = {}) {
  const server = await startRedisServer();
  onTestFinished(server.stop);
  const state = await openRedisState(server.url);
  onTestFinished(state.close);
  const shop = await startShop({ state, ...config });
  onTestFinished(shop.close);
  return { server, customer: new Client(shop.url) };
}

test.for([
  ["full", MAKE_FULL],
  ["a read-only replica", MAKE_READ_ONLY],
] as const)("a session whose touch fails because Redis is %s goes on", async ([, command]) => {
  const { server, customer } = await shopOnRedis({ SESSION_IDLE: 1 });
  await customer.signIn("shopper-1");
  const millisecondsLeft = async () =>
    Number((await server.say([["PTTL", `shop:session:${customer.sessionId}`]]))[0]);
  await server.say([[...command]]);
  await expect.poll(millisecondsLeft, { interval: 20 }).toBeLessThan(59_700);
  for (let click = 0; click < 3; click++) expect(await customer.user()).toBe("shopper-1");
  await server.say(MAKE_WELL);
  // the next click tries again after a touch that failed
  await customer.user();
  await expect.poll(millisecondsLeft, { interval: 20 }).toBeGreaterThan(59_750);
});

test("signing in again while Redis is full is 503 and signs nobody out", async () => {
  const { server, customer } = await shopOnRedis();
  await customer.signIn("shopper-1");
  await customer.add("abacus");
  const { cookies } = customer;
  await server.say([MAKE_FULL]);
  const answer = await customer.post("/login", { username: "shopper-1", password: "shopper-1" });
  expect([answer.status, answer.type]).toEqual([503, "application/problem+json"]);
  expect(answer.json()).toMatchObject({ status: 503, detail: expect.stringContaining("cannot be told") });
  expect([answer.setCookies, customer.cookies]).toEqual([[], cookies]);
  expect(await customer.user()).toBe("shopper-1");
  expect(await customer.cart()).toEqual({ abacus: 1 });
});

test("a session that could not be added to the list of its user does not begin", async () => {
  const { server, customer } = await shopOnRedis();
  await customer.get("/");
  await server.say([["SET", "shop:sessions-of:shopper-1", "no index", "EX", "60"]]);
  const answer = await customer.post("/login", { username: "shopper-1", password: "shopper-1" });
  expect([answer.status, answer.type, answer.setCookies]).toEqual([503, "application/problem+json", []]);
  expect(await customer.user()).toBeNull();
});

test("a customer who cannot be signed out keeps the cookie, to try again", async () => {
  const { server, customer } = await shopOnRedis();
  await customer.signIn("shopper-1");
  await server.say([MAKE_READ_ONLY]);
  for (const path of ["/logout", "/logout/everywhere"]) {
    const answer = await customer.post(path);
    expect([answer.status, answer.setCookies]).toEqual([503, []]);
  }
  await server.say(MAKE_WELL);
  expect((await customer.post("/logout")).status).toBe(204);
});

test("the answer to a change without a key says that it may have been made", async () => {
  const { server, customer } = await shopOnRedis();
  await server.kill();
  const answer = await customer.post("/cart/items", { sku: "abacus" });
  expect(answer.status).toBe(503);
  expect(answer.text).toContain("cannot be told");
});

test("after Redis comes back empty nobody is signed in, and everybody can begin again", async () => {
  const { server, customer } = await shopOnRedis();
  await customer.signIn("shopper-1");
  await server.kill();
  await server.start();
  await expect.poll(() => statusOf(customer, "/statez"), { timeout: 5000, interval: 20 }).toBe(200);
  expect(await customer.user()).toBeNull();
  await customer.signIn("shopper-1");
  await customer.add("abacus");
  expect((await customer.post("/checkout")).status).toBe(201);
});

test("a shop that starts before its Redis is up says that it is not ready, and becomes ready", async () => {
  const server = await startRedisServer();
  onTestFinished(server.stop);
  await server.kill();
  const state = newRedisState(server.url);
  onTestFinished(state.close);
  const shop = await startShop({ state });
  onTestFinished(shop.close);
  const client = new Client(shop.url);
  expect((await client.get("/readyz")).json()).toMatchObject({ status: 503 });
  expect([await statusOf(client, "/livez"), await statusOf(client, "/")]).toEqual([200, 200]);
  await server.start();
  const started = performance.now();
  await expect.poll(() => statusOf(client, "/readyz"), { timeout: 10_000, interval: 20 }).toBe(200);
  expect(performance.now() - started).toBeLessThan(2000);
  await client.signIn("shopper-1");
});
