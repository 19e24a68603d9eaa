import type { State } from "@shop/state";
import { redisState } from "@shop/state/redis";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { startRedisServer } from "../../state/test/redis-server.ts";
import type { Config } from "../src/config.ts";
import { Client } from "./client.ts";
import { outages, type Scene } from "./outages.ts";
import { openRedisState, silent } from "./real-redis.ts";
import { complaints, type RunningShop, startShop } from "./running-shop.ts";
import { slowLink } from "./slow-link.ts";

const LIFETIMES = { idle: 60, absolute: 600 };

/** Milliseconds that an outage lasts, within which whoever needs the state is told that there is none, and within which all is well again. */
const OUTAGE = 1500;
const ANSWERED_WITHIN = 1000;
const RECOVERED_WITHIN = 2000;

const statusOf = async (client: Client, path: string) => (await client.get(path)).status;

describe.each(outages)("a Redis that $name", (outage) => {
  let scene: Scene;
  let state: State;
  let shop: RunningShop;
  let customer: Client;
  beforeEach(async () => {
    const { password = "" } = outage;
    // what was acknowledged must be there after a crash, so that what is lost is the shop's doing
    const saving = ["--appendonly", "yes", "--appendfsync", "always", "--enable-protected-configs", "yes"];
    const server = await startRedisServer(...saving, ...(password && ["--requirepass", password]));
    scene = { server, link: await slowLink(server.url) };
    const url = new URL(outage.by === "link" ? scene.link.url : server.url);
    url.password = password;
    state = await openRedisState(url.href, LIFETIMES);
    shop = await startShop({ state });
    customer = new Client(shop.url);
    await customer.signIn("shopper-1");
    await customer.post("/cart/items", { sku: "abacus", quantity: 2 });
  });
  afterEach(async () => {
    await shop.close();
    await state.close();
    scene.link.close();
    await scene.server.stop();
  });

  const keyed = () => ({ "idempotency-key": crypto.randomUUID() });
  const needState = (client: Client) => {
    const changes = [
      () => client.post("/cart/items", { sku: "abacus" }, keyed()),
      () => client.put("/cart/items/abacus", { quantity: 9 }),
      () => client.delete("/cart/items/abacus"),
      () => client.post("/checkout", undefined, keyed()),
      () => client.post("/login", { username: "shopper-1", password: "shopper-1" }, keyed()),
      () => client.post("/logout"),
    ];
    const reads = ["/cart", "/whoami", "/orders/00000000000000"].map((path) => () => client.get(path));
    // signing out frees room, which a full Redis does not mind
    return outage.readable ? changes.slice(0, 5) : [...changes, ...reads];
  };

  test("makes what needs it 503 within a second, with when to try again and without a stack trace", async () => {
    await outage.begin(scene);
    const times: number[] = [];
    const began = performance.now();
    while (performance.now() - began < OUTAGE) {
      const answers = needState(customer).map(async (ask) => {
        const asked = performance.now();
        const answer = await ask();
        times.push(performance.now() - asked);
        return answer;
      });
      for (const answer of await Promise.all(answers)) {
        expect(answer.status).toBe(503);
        expect(answer.type).toBe("application/problem+json");
        expect(answer.json()).toMatchObject({ title: "Service Unavailable", status: 503 });
        expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
        expect(answer.headers.get("x-served-by")).toBe("shop-1");
        expect(answer.body).not.toMatch(/\bat .*:\d+:\d+|node_modules/);
        expect(answer.headers.getSetCookie()).toEqual([]);
      }
    }
    expect(Math.max(...times)).toBeLessThan(ANSWERED_WITHIN);
    for (const line of complaints(shop.log)) {
      expect(line).toMatchObject({ level: 40, msg: "The state is not available" });
      expect(JSON.stringify(line)).not.toContain('"stack"');
    }
  });

  test("leaves people a page that says what to do, and their cookie", async () => {
    await outage.begin(scene);
    const person = new Client(shop.url, "person").withCookie(customer.cookie);
    const page = await person.post(`/cart/items?key=${crypto.randomUUID()}`, { sku: "abacus" });
    expect([page.status, page.type]).toEqual([503, "text/html"]);
    expect(page.text).toMatch(/Your cart is safe[;.] please (try|send this) again/i);
    if (!outage.readable) {
      const cart = await person.get("/cart");
      expect([cart.status, cart.type]).toEqual([503, "text/html"]);
      expect(cart.text).toContain("Your cart is safe; please try again.");
      // it asked, and must not claim that there is no session
      expect(cart.text).toContain("It could not ask who you are.");
      expect(cart.text).not.toContain("No session yet");
    }
    expect(person.cookie).toBe(customer.cookie);
  });

  test("leaves open what needs no state, to strangers and to known customers", async () => {
    await outage.begin(scene);
    const known = new Client(shop.url, "person").withCookie(customer.cookie);
    const visitors = [customer, known, new Client(shop.url), new Client(shop.url, "person")];
    for (const visitor of visitors) {
      for (const path of ["/", "/login", "/login?next=/cart", "/livez", "/public/styles.css"])
        expect(await statusOf(visitor, path), path).toBe(200);
    }
    const { text, headers } = await known.get("/");
    if (!outage.readable) {
      expect(text).toContain("It cannot ask the shop's memory just now who you are.");
      expect(text).not.toMatch(/You have no session yet|never heard of you|Sign in/);
    }
    expect(headers.getSetCookie().filter((cookie) => cookie.startsWith("session="))).toEqual([]);

    const ready = await customer.get("/readyz");
    expect([ready.status, ready.type]).toEqual([503, "application/problem+json"]);
    const reason = async () => (await customer.get("/readyz")).text;
    await expect.poll(reason, { timeout: 5000, interval: 20 }).toMatch(outage.reason);
  });

  test("is forgotten two seconds after it ends, though all went on clicking, and nobody was signed out", async () => {
    await outage.begin(scene);
    const isWell = async () => {
      const all = await Promise.all(["/readyz", "/cart"].map((path) => statusOf(customer, path)));
      return all.every((status) => status === 200);
    };
    const began = performance.now();
    const isOver = async () => !(await isWell()) && performance.now() - began > OUTAGE;
    await expect.poll(isOver, { timeout: 10_000, interval: 20 }).toBe(true);
    await outage.end(scene);
    const ended = performance.now();
    await expect.poll(isWell, { timeout: 10_000, interval: 20 }).toBe(true);
    expect(performance.now() - ended).toBeLessThan(RECOVERED_WITHIN);
    const whoami = { session: "known", user: "shopper-1", items: 2 };
    expect((await customer.get("/whoami")).json()).toMatchObject(whoami);
    expect((await customer.post("/checkout", undefined, keyed())).status).toBe(201);
  });
});

/** A shop, its empty Redis and a customer who has not come yet, for one test. */
async function shopOnRedis(config: Partial<Config> = {}) {
  const server = await startRedisServer();
  onTestFinished(server.stop);
  const state = await openRedisState(server.url, LIFETIMES);
  onTestFinished(state.close);
  const shop = await startShop({ state, ...config });
  onTestFinished(shop.close);
  return { server, state, customer: new Client(shop.url) };
}

test("a session that is due to be touched in a Redis that is full is still a session", async () => {
  const { server, state, customer } = await shopOnRedis({ SESSION_IDLE: 1 });
  await customer.signIn("shopper-1");
  const [id = ""] = customer.ticket;
  const { touchedAt = 0 } = (await state.sessions.get(id)) ?? {};
  const isDue = () => Date.now() - touchedAt > 250;
  await server.say([["CONFIG", "SET", "maxmemory", "1"]]);
  await expect.poll(isDue, { interval: 20 }).toBe(true);
  expect((await customer.get("/whoami")).json()).toMatchObject({ session: "known", user: "shopper-1" });
  await server.say([["CONFIG", "SET", "maxmemory", "0"]]);
  await customer.get("/whoami");
  expect((await state.sessions.get(id))?.touchedAt).toBeGreaterThan(touchedAt);
});

test("who cannot be signed out keeps the cookie, to try again", async () => {
  const { server, customer } = await shopOnRedis();
  await customer.signIn("shopper-1");
  await server.say([["REPLICAOF", "127.0.0.1", "1"]]);
  for (const path of ["/logout", "/logout/everywhere"]) {
    const answer = await customer.post(path);
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([503, []]);
  }
});

test("without a key, who asked for a change is told that it may have been made", async () => {
  const { server, customer } = await shopOnRedis();
  await server.kill();
  const answer = await customer.post("/cart/items", { sku: "abacus" });
  expect(answer.status).toBe(503);
  expect(answer.text).toContain("cannot be told");
});

test("a Redis that comes back empty knows nobody, and everybody can begin again", async () => {
  const { server, customer } = await shopOnRedis();
  await customer.signIn("shopper-1");
  await server.kill();
  await server.start();
  await expect.poll(() => statusOf(customer, "/readyz"), { timeout: 5000, interval: 20 }).toBe(200);
  expect((await customer.get("/whoami")).json()).toMatchObject({ session: "unknown", user: null });
  await customer.signIn("shopper-1");
  await customer.post("/cart/items", { sku: "abacus" });
  expect((await customer.post("/checkout")).status).toBe(201);
});

test("a shop that starts before its Redis is up says that it is not ready, and becomes ready", async () => {
  const server = await startRedisServer();
  onTestFinished(server.stop);
  await server.kill();
  const state = redisState({ ...LIFETIMES, url: server.url, log: silent });
  onTestFinished(state.close);
  const shop = await startShop({ state });
  onTestFinished(shop.close);
  const client = new Client(shop.url);
  expect((await client.get("/readyz")).json()).toMatchObject({ status: 503 });
  expect([await statusOf(client, "/livez"), await statusOf(client, "/")]).toEqual([200, 200]);
  await server.start();
  const started = performance.now();
  await expect.poll(() => statusOf(client, "/readyz"), { timeout: 10_000, interval: 20 }).toBe(200);
  expect(performance.now() - started).toBeLessThan(RECOVERED_WITHIN);
  await client.signIn("shopper-1");
});
