import { randomUUIDv7 } from "node:crypto";
import { PRODUCTION, startRedisServer } from "@shop/testing/redis-server.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ShopState } from "../src/shop-state.ts";
import { Client } from "./client.ts";
import { keyHeader } from "./customers.ts";
import { outages, type Scene } from "./outages.ts";
import { openRedisState } from "./redis-states.ts";
import { complaints, type RunningShop, startShop } from "./running-shop.ts";
import { slowLink } from "./slow-link.ts";

/** Milliseconds that an outage lasts, within which a request that needs the state is answered, and within which everything works again. */
const OUTAGE = 1500;
const ANSWERED_WITHIN = 1000;
const RECOVERED_WITHIN = 2000;

const statusOf = async (client: Client, path: string) => (await client.get(path)).status;

describe.each(outages)("a Redis that $name", (outage) => {
  let scene: Scene;
  let state: ShopState;
  let shop: RunningShop;
  let customer: Client;
  /** Has something in the cart and is not signed in. */
  let visitor: Client;
  beforeEach(async () => {
    const { password = "" } = outage;
    const settings = [PRODUCTION, "--enable-protected-configs", "yes"];
    const server = await startRedisServer(...settings, ...(password && ["--requirepass", password]));
    scene = { server, link: await slowLink(server.url) };
    const url = new URL(outage.by === "link" ? scene.link.url : server.url);
    url.password = password;
    state = await openRedisState(url.href);
    shop = await startShop({ state });
    customer = new Client(shop.url);
    await customer.signIn("shopper-1");
    await customer.add("abacus", 2);
    visitor = new Client(shop.url);
    await visitor.add("abacus", 3);
  });
  afterEach(async () => {
    await shop.close();
    await state.close();
    scene.link.close();
    await scene.server.stop();
  });

  const needState = (client: Client) => {
    const changes = [
      () => client.post("/cart/items", { sku: "abacus" }, keyHeader()),
      () => client.put("/cart/items/abacus", { quantity: 9 }),
      () => client.delete("/cart/items/abacus"),
      () => client.post("/checkout", undefined, keyHeader()),
      () => client.post("/login", { username: "shopper-1", password: "shopper-1" }, keyHeader()),
      () => client.post("/logout"),
    ];
    const reads = ["/cart", "/account", "/orders/00000000000000"].map((path) => () => client.get(path));
    // a full Redis still executes a sign-out, because it frees memory
    return outage.readable ? changes.slice(0, 5) : [...changes, ...reads];
  };
  const signInAsSomebodyElse = () =>
    visitor.post("/login", { username: "shopper-2", password: "shopper-2" }, keyHeader());
  const visitorNeedsState = () => [
    () => visitor.add("abacus"),
    signInAsSomebodyElse,
    ...(outage.readable ? [] : [() => visitor.get("/cart"), () => visitor.get("/account")]),
  ];

  test("makes requests that need it 503 within a second, with the time to try again and without a stack trace", async () => {
    await outage.begin(scene);
    const times: number[] = [];
    const began = performance.now();
    while (performance.now() - began < OUTAGE) {
      const answers = [...needState(customer), ...visitorNeedsState()].map(async (ask) => {
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
        expect(answer.setCookies).toEqual([]);
      }
    }
    expect(Math.max(...times)).toBeLessThan(ANSWERED_WITHIN);
    for (const line of complaints(shop.log)) {
      expect(line).toMatchObject({ level: 40, msg: "The state is not available" });
      expect(JSON.stringify(line)).not.toContain('"stack"');
    }
  });

  test("leaves people their cookies, and a page that says what to do", async () => {
    await outage.begin(scene);
    const person = new Client(shop.url, "person").withCookies(customer.cookies);
    const page = await person.post(`/cart/items?key=${randomUUIDv7()}`, { sku: "abacus" });
    expect([page.status, page.type]).toEqual([503, "text/html"]);
    expect(page.text).toMatch(/Your cart is safe[;.] please (try|send this) again/i);
    if (!outage.readable) {
      const cart = await person.get("/cart");
      expect([cart.status, cart.type]).toEqual([503, "text/html"]);
      expect(cart.text).toContain("Your cart is safe; please try again.");
      // a customer whose session could not be read must not be asked to sign in
      expect(cart.text).not.toMatch(/Your cart is empty|Sign in/);
    }
    expect(person.cookies).toEqual(customer.cookies);
  });

  test("leaves pages that need no state open, to strangers and to known customers", async () => {
    expect(await statusOf(customer, "/readyz")).toBe(200);
    await outage.begin(scene);
    const browsing = [customer, visitor, new Client(shop.url)];
    for (const client of [...browsing, ...browsing.map((program) => program.at(shop.url, "person"))]) {
      for (const path of ["/", "/login", "/login?next=/cart", "/livez", "/public/styles.css"])
        expect(await statusOf(client, path), path).toBe(200);
    }
    for (const known of [customer, visitor]) {
      const { text, setCookies } = await known.at(shop.url, "person").get("/");
      if (!outage.readable) expect(text).not.toMatch(/Sign in|0 items/);
      expect(setCookies).toEqual([]);
    }

    const reason = async () => (await customer.get("/statez")).text;
    await expect.poll(reason, { timeout: 5000, interval: 20 }).toMatch(outage.reason);
    const able = await customer.get("/statez");
    expect([able.status, able.type]).toEqual([503, "application/problem+json"]);
    // the replica goes on serving these pages, so balancers must not take it away
    expect(await statusOf(customer, "/readyz")).toBe(200);
  });

  test("has no effect two seconds after it ends, even if all went on clicking, and has signed nobody out", async () => {
    const { cookies } = customer;
    await outage.begin(scene);
    expect((await customer.post("/login", { username: "shopper-1", password: "shopper-1" })).status).toBe(
      503,
    );
    const isWell = async () => {
      const all = await Promise.all(["/statez", "/cart"].map((path) => statusOf(customer, path)));
      return all.every((status) => status === 200);
    };
    const began = performance.now();
    const isOver = async () => !(await isWell()) && performance.now() - began > OUTAGE;
    await expect.poll(isOver, { timeout: 10_000, interval: 20 }).toBe(true);
    await outage.end(scene);
    const ended = performance.now();
    await expect.poll(isWell, { timeout: 10_000, interval: 20 }).toBe(true);
    expect(performance.now() - ended).toBeLessThan(RECOVERED_WITHIN);
    expect(customer.cookies).toEqual(cookies);
    expect(await customer.user()).toBe("shopper-1");
    expect(await customer.cart()).toEqual({ abacus: 2 });
    expect(await visitor.cart()).toEqual({ abacus: 3 });
    expect((await customer.post("/checkout", undefined, keyHeader())).status).toBe(201);
    expect((await signInAsSomebodyElse()).status).toBe(200);
  });
});
