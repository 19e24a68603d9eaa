import type { State } from "@shop/state";
import { memoryState } from "@shop/state/memory";
import { afterEach, expect, test } from "vitest";
import { startRedisServer } from "../../state/test/redis-server.ts";
import { Client } from "./client.ts";
import { openRedisState } from "./real-redis.ts";
import { startShop } from "./running-shop.ts";
import { slowLink } from "./slow-link.ts";

const LIFETIMES = { idle: 60, absolute: 600 };

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function replica(name: string, state: State): Promise<string> {
  const shop = await startShop({ state, replica: name });
  ends.push(shop.close);
  return shop.url;
}

/** Somebody who signed in and filled a cart at `home`, and the same browser at `away`. */
async function customer(home: string, away: string, kind: "program" | "person") {
  const here = new Client(home, kind);
  await here.signIn("shopper-1");
  await here.post("/cart/items", { sku: "abacus", quantity: 2 });
  return { here, there: here.withCookie(here.cookie, away) };
}

const SENTENCE = "shop-2 answered. Your session lives in shop-1's memory, and shop-2 has never heard of you.";

async function twoMemories() {
  return {
    one: await replica("shop-1", memoryState(LIFETIMES)),
    two: await replica("shop-2", memoryState(LIFETIMES)),
  };
}

async function oneRedis() {
  const server = await startRedisServer();
  ends.push(server.stop);
  const open = async () => {
    const state = await openRedisState(server.url, LIFETIMES);
    ends.push(state.close);
    return state;
  };
  return { one: await replica("shop-1", await open()), two: await replica("shop-2", await open()) };
}

test("the bug: whom shop-1 knows, shop-2 has never heard of, and it says so", async () => {
  const { one, two } = await twoMemories();
  const { here, there } = await customer(one, two, "person");
  for (const path of ["/", "/cart", "/login", "/whoami", "/nowhere"]) {
    const { text } = await there.get(path);
    // paths that lead nowhere ask nobody who they are
    expect(text, path).toContain(
      path === "/nowhere" ? "shop-2 answered. It did not ask who you are." : SENTENCE,
    );
    expect(text, path).not.toContain("shopper-1");
  }
  expect(await there.clicks()).toEqual(Array(5).fill("shop-2, did not know you"));
  const checkout = await there.post("/checkout");
  expect([checkout.status, checkout.location]).toEqual([303, "/login?next=/cart"]);
  const signIn = await there.get(checkout.location ?? "");
  expect(signIn.text).toContain("Please sign in again: this replica does not know you.");

  const cart = await here.get("/cart");
  expect(cart.text).toContain("Abacus");
  expect(cart.text).toContain("shop-1 answered. Your session lives in its memory");
});

test("a cookie from memory state is no session in Redis, and not a lost one either: somebody switched scenarios", async () => {
  const { here } = await customer(await replica("shop-1", memoryState(LIFETIMES)), "", "program");
  const { one } = await oneRedis();
  const whoami = (await here.withCookie(here.cookie, one).get("/whoami")).json();
  expect(whoami).toMatchObject({ state: "redis", session: "none" });
});

test("the bug, for programs: unknown, nobody, an empty cart, and checking out asks to sign in", async () => {
  const { one, two } = await twoMemories();
  const { there } = await customer(one, two, "program");
  const whoami = { replica: "shop-2", state: "memory", session: "unknown", user: null, items: 0 };
  expect((await there.get("/whoami")).json()).toEqual(whoami);
  expect((await there.get("/cart")).json()).toEqual({ items: [], total: 0 });
  const checkout = await there.post("/checkout");
  expect(checkout.status).toBe(401);
  expect(checkout.json()).toMatchObject({ detail: `Please sign in to check out. ${SENTENCE}` });
});

test("only looking at shop-2 costs nothing: back at shop-1 all is there", async () => {
  const { one, two } = await twoMemories();
  const { here, there } = await customer(one, two, "program");
  await there.get("/cart");
  expect(there.cookie).toBe(here.cookie);
  const back = there.withCookie(there.cookie, one);
  expect((await back.get("/whoami")).json()).toMatchObject({ session: "known", user: "shopper-1", items: 2 });
});

test("filling the cart at shop-2 begins a new session, and what shop-1 knew is out of reach", async () => {
  const { one, two } = await twoMemories();
  const { here, there } = await customer(one, two, "program");
  const cart = await there.post("/cart/items", { sku: "framed-moth" });
  expect(cart.json()).toMatchObject({ items: [{ sku: "framed-moth", quantity: 1 }] });
  expect(there.ticket[0]).not.toBe(here.ticket[0]);
  const back = there.withCookie(there.cookie, one);
  expect((await back.get("/whoami")).json()).toMatchObject({ session: "unknown", user: null, items: 0 });
});

test("a replica that has forgotten its own session says that, and not that it lives elsewhere", async () => {
  const { one } = await twoMemories();
  const restarted = await replica("shop-1", memoryState(LIFETIMES));
  const { there } = await customer(one, restarted, "person");
  const { text } = await there.get("/cart");
  expect(text).toContain("shop-1 answered. Your session lived in its memory, and it has forgotten you");
});

test("the fix: with one Redis, shop-2 knows whom shop-1 knows", async () => {
  const { one, two } = await oneRedis();
  const { here, there } = await customer(one, two, "program");
  const whoami = { replica: "shop-2", state: "redis", session: "known", user: "shopper-1", items: 2 };
  expect((await there.get("/whoami")).json()).toEqual(whoami);
  const page = await new Client(two, "person").withCookie(here.cookie).get("/cart");
  expect(page.text).toContain("shop-2 answered. Your session lives in Redis, where every replica finds it.");
  expect(page.text).toContain("Abacus");
  const placed = await there.post("/checkout");
  expect(placed.status).toBe(201);
  const back = there.withCookie(there.cookie, one);
  expect((await back.get(placed.location ?? "")).status).toBe(200);
  expect((await back.get("/cart")).json()).toEqual({ items: [], total: 0 });
});

test("the fix: two checkouts at once at two replicas make one order", async () => {
  const { one, two } = await oneRedis();
  const { here, there } = await customer(one, two, "program");
  const answers = await Promise.all([here, there, here, there].map((client) => client.post("/checkout")));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
});

test("the fix: who signs out at shop-2 is signed out at shop-1", async () => {
  const { one, two } = await oneRedis();
  const { here, there } = await customer(one, two, "program");
  await there.post("/logout");
  expect((await here.get("/whoami")).json()).toMatchObject({ session: "unknown", user: null, items: 0 });
});

test("the fix: what a replica did without living to tell is done once, though another one is asked again", async () => {
  const { one, two } = await oneRedis();
  const visitor = new Client(one);
  await visitor.post("/cart/items", { sku: "abacus", quantity: 2 });
  const lost = async (client: Client, path: string, body?: Record<string, unknown>) => {
    const key = { "idempotency-key": crypto.randomUUID() };
    const [unheard, heard] = [client.withCookie(client.cookie), client.withCookie(client.cookie, two)];
    await unheard.post(path, body, key);
    return { answer: await heard.post(path, body, key), client: heard };
  };
  const signIn = await lost(visitor, "/login", { username: "shopper-1", password: "shopper-1" });
  expect((await signIn.client.get("/whoami")).json()).toMatchObject({ user: "shopper-1", items: 2 });
  const add = await lost(signIn.client, "/cart/items", { sku: "abacus", quantity: 3 });
  expect(add.answer.json()).toMatchObject({ items: [{ sku: "abacus", quantity: 5 }] });
  const checkout = await lost(signIn.client, "/checkout");
  expect(checkout.answer.status).toBe(201);
  expect(checkout.answer.json()).toMatchObject({ order: { items: [{ sku: "abacus", quantity: 5 }] } });
  const signOut = await lost(signIn.client, "/logout");
  expect(signOut.answer.status).toBe(204);
});

test("the fix: who signs out while a slow replica still has their click in hand stays signed out", async () => {
  const server = await startRedisServer();
  const link = await slowLink(server.url);
  const [near, far] = [
    await openRedisState(server.url, LIFETIMES),
    await openRedisState(link.url, LIFETIMES),
  ];
  ends.push(server.stop, async () => link.close(), near.close, far.close);
  const one = await replica("shop-1", near);
  // so short an idle time that every click touches the session
  const slow = await startShop({ state: far, replica: "shop-2", SESSION_IDLE: 0.004 });
  ends.push(slow.close);

  const { here, there } = await customer(one, slow.url, "program");
  const reads = async () =>
    Number(/cmdstat_get:calls=(\d+)/.exec(`${await server.say([["INFO", "commandstats"]])}`)?.[1]);
  const before = await reads();
  link.delay = 200;
  const click = there.get("/whoami");
  // now Redis has told shop-2 of the session, and the answer is on its way
  await expect.poll(reads, { interval: 5 }).toBeGreaterThan(before);
  await here.post("/logout");
  expect((await click).json()).toMatchObject({ session: "known" });
  link.delay = 0;
  const replayed = there.withCookie(there.cookie, one);
  expect((await replayed.get("/whoami")).json()).toMatchObject({ session: "unknown", user: null });
});
