import { randomUUIDv7 } from "node:crypto";
import { startRedisServer } from "@shop/testing/redis-server.ts";
import { afterEach, expect, test } from "vitest";
import type { Config } from "../src/config.ts";
import { demo } from "../src/demo/demo.ts";
import type { StateKind } from "../src/demo/sentence.ts";
import type { ShopState } from "../src/shop.ts";
import { Client } from "./client.ts";
import { clicksOf } from "./demo/trail.ts";
import { startShop } from "./running-shop.ts";
import { slowLink } from "./slow-link.ts";
import { openMemoryState, openRedisState } from "./states.ts";

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function replica(
  name: string,
  state: ShopState,
  kind: StateKind,
  config: Partial<Config> = {},
): Promise<string> {
  const shop = await startShop({ state, replica: name, app: demo({ state: kind }), ...config });
  ends.push(shop.close);
  return shop.url;
}

const replicaWithMemory = (name: string) => replica(name, openMemoryState(), "memory");

/** Somebody who signed in and filled a cart at `home`, and the same browser at `away`. */
async function customer(home: string, away: string, kind: "program" | "person") {
  const here = new Client(home, kind);
  await here.signIn("shopper-1");
  await here.add("abacus", 2);
  return { here, there: here.withCookies(here.cookies, away) };
}

const SENTENCE = "shop-2 answered. Your session lives in shop-1's memory, and shop-2 has never heard of you.";

async function twoMemories() {
  return { one: await replicaWithMemory("shop-1"), two: await replicaWithMemory("shop-2") };
}

async function oneRedis() {
  const server = await startRedisServer();
  ends.push(server.stop);
  const open = async () => {
    const state = await openRedisState(server.url);
    ends.push(state.close);
    return state;
  };
  return {
    one: await replica("shop-1", await open(), "redis"),
    two: await replica("shop-2", await open(), "redis"),
  };
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
  const atHome = ["shop-1, no session", "shop-1, knew you"];
  expect(await clicksOf(there)).toEqual([...atHome, ...Array(5).fill("shop-2, did not know you")]);
  const checkout = await there.post("/checkout");
  expect([checkout.status, checkout.location]).toEqual([303, "/login?next=/cart"]);
  const signIn = await there.get(checkout.location ?? "");
  expect(signIn.text).toContain("Please sign in again: this server does not know you.");

  const cart = await here.get("/cart");
  expect(cart.text).toContain("Abacus");
  expect(cart.text).toContain("shop-1 answered. Your session lives in its memory");
});

test("a cookie from memory state is no session in Redis, and not a lost one either: somebody switched scenarios", async () => {
  const { here } = await customer(await replicaWithMemory("shop-1"), "http://127.0.0.1", "program");
  const { one } = await oneRedis();
  const whoami = (await here.withCookies(here.cookies, one).get("/whoami")).json();
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
  expect(checkout.json()).toMatchObject({ detail: "Please sign in to check out." });
});

test("only looking at shop-2 costs nothing: back at shop-1 all is there", async () => {
  const { one, two } = await twoMemories();
  const { here, there } = await customer(one, two, "program");
  await there.get("/cart");
  expect(there.cookies).toEqual(here.cookies);
  const back = there.withCookies(there.cookies, one);
  expect((await back.get("/whoami")).json()).toMatchObject({ session: "known", user: "shopper-1", items: 2 });
});

test("filling the cart at shop-2 leaves half a cart at each replica, and each says so", async () => {
  const { one, two } = await twoMemories();
  const { there } = await customer(one, two, "person");
  await there.add("framed-moth");
  expect(await there.cart()).toEqual({ "framed-moth": 1 });
  expect((await there.get("/cart")).text).toContain(
    "shop-2 has never heard of you. What you see of your cart lives in its memory; the rest lives in shop-1's.",
  );
  const back = there.withCookies(there.cookies, one);
  expect(await back.user()).toBe("shopper-1");
  expect(await back.cart()).toEqual({ abacus: 2 });
  expect((await back.get("/cart")).text).toContain("the rest lives in shop-2's.");
});

test("signing in at shop-2 as well ends nothing at shop-1, but its session is out of reach", async () => {
  const { one, two } = await twoMemories();
  const { here, there } = await customer(one, two, "program");
  await there.signIn("shopper-1");
  expect(await there.user()).toBe("shopper-1");
  const back = there.withCookies(there.cookies, one);
  expect((await back.get("/whoami")).json()).toMatchObject({ session: "unknown", user: null, items: 0 });
  expect((await here.get("/whoami")).json()).toMatchObject({ session: "known", items: 2 });
});

test("a replica that has forgotten its own session says that, and not that it lives elsewhere", async () => {
  const { one } = await twoMemories();
  const restarted = await replicaWithMemory("shop-1");
  const { there } = await customer(one, restarted, "person");
  const { text } = await there.get("/cart");
  expect(text).toContain("shop-1 answered. Your session lived in its memory, and it has forgotten you");
});

test("the fix: with one Redis, shop-2 knows whom shop-1 knows", async () => {
  const { one, two } = await oneRedis();
  const { here, there } = await customer(one, two, "program");
  const whoami = { replica: "shop-2", state: "redis", session: "known", user: "shopper-1", items: 2 };
  expect((await there.get("/whoami")).json()).toEqual(whoami);
  const page = await new Client(two, "person").withCookies(here.cookies).get("/cart");
  expect(page.text).toContain("shop-2 answered. Your session lives in Redis, where every replica finds it.");
  expect(page.text).toContain("Abacus");
  const placed = await there.post("/checkout");
  expect(placed.status).toBe(201);
  const back = there.withCookies(there.cookies, one);
  expect((await back.get(placed.location ?? "")).status).toBe(200);
  expect((await back.get("/cart")).json()).toEqual({ items: [], total: 0 });
});

test("the fix: two checkouts at once at two replicas make one order", async () => {
  const { one, two } = await oneRedis();
  const { here, there } = await customer(one, two, "program");
  const answers = await Promise.all([here, there, here, there].map((client) => client.post("/checkout")));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
});

/** The status of a guess at each replica in turn, then of the right password at the second one. */
async function guesses(one: string, two: string): Promise<number[]> {
  const statuses: number[] = [];
  for (const [n, url] of [one, one, one, two, two, two].entries()) {
    const password = n < 5 ? "byron" : "shopper-1";
    const answer = await new Client(url).post("/login", { username: "shopper-1", password });
    statuses.push(answer.status);
  }
  return statuses;
}

test("the bug: each replica counts the guesses at a password for itself", async () => {
  const { one, two } = await twoMemories();
  expect(await guesses(one, two)).toEqual([401, 401, 401, 401, 401, 200]);
});

test("the fix: all replicas count them together, and after five of them make even the right one wait", async () => {
  const { one, two } = await oneRedis();
  expect(await guesses(one, two)).toEqual([401, 401, 401, 401, 401, 429]);
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
  await visitor.add("abacus", 2);
  const lost = async (client: Client, path: string, body?: Record<string, unknown>) => {
    const key = { "idempotency-key": randomUUIDv7() };
    const [unheard, heard] = [client.withCookies(), client.withCookies(client.cookies, two)];
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
  const [near, far] = [await openRedisState(server.url), await openRedisState(link.url)];
  ends.push(server.stop, async () => link.close(), near.close, far.close);
  const one = await replica("shop-1", near, "redis");
  // so short an idle time that every click touches the session
  const slow = await replica("shop-2", far, "redis", { SESSION_IDLE: 0.004 });

  const { here, there } = await customer(one, slow, "program");
  const calls = async (command: string) => {
    const [stats] = await server.say([["INFO", "commandstats"]]);
    return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(`${stats}`)?.[1] ?? 0);
  };
  const before = await calls("get");
  link.delay = 200;
  const click = there.get("/whoami");
  // now Redis has told shop-2 of the session, and the answer is on its way
  await expect.poll(() => calls("get"), { interval: 5 }).toBeGreaterThan(before);
  await here.post("/logout");
  expect((await click).json()).toMatchObject({ session: "known" });
  await expect.poll(() => calls("expire"), { interval: 5 }).toBeGreaterThan(0);
  link.delay = 0;
  const replayed = there.withCookies(there.cookies, one);
  expect((await replayed.get("/whoami")).json()).toMatchObject({ session: "unknown", user: null });
});
