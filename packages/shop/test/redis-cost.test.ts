import { type RedisServer, startRedisServer } from "@shop/testing/redis-server.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ShopState } from "../src/shop-state.ts";
import { Client } from "./client.ts";
import { monitorRedis, type RedisMonitor } from "./redis-monitor.ts";
import { openRedisState } from "./redis-states.ts";
import { type RunningShop, startShop } from "./running-shop.ts";
import { type SlowLink, slowLink } from "./slow-link.ts";

/** Milliseconds by which every answer of Redis is delayed: longer than the shop takes to send commands that belong to one round trip. */
const DELAY = 60;

/** In whole seconds. A click touches the session after a quarter of this time. */
const IDLE = 1;

let server: RedisServer;
let link: SlowLink;
let monitor: RedisMonitor;
let state: ShopState;
let shop: RunningShop;
beforeAll(async () => {
  server = await startRedisServer();
  link = await slowLink(server.url);
  state = await openRedisState(link.url);
  shop = await startShop({ state });
  // the first call of a script sends its source, later ones its digest
  const first = await customer("shopper-1");
  await first.post("/checkout");
  await first.post("/logout");
  monitor = await monitorRedis(server);
  link.delay = DELAY;
});
afterAll(async () => {
  monitor.close();
  await shop.close();
  await state.close();
  link.close();
  await server.stop();
});

async function customer(user: string, url = shop.url): Promise<Client> {
  const client = new Client(url);
  await client.signIn(user);
  await client.add("abacus");
  return client;
}

/** The commands that Redis gets during an action, and the number of round trips. */
async function costOf(action: () => Promise<unknown>) {
  link.roundTrips = 0;
  const commands = await monitor.during(action);
  return {
    commands: commands.map((command) => command.replace(/[0-9a-f]{32}|[\w-]{32,}/, "*")).toSorted(),
    roundTrips: link.roundTrips,
  };
}

const cartKey = ({ cartId }: Client) => `shop:{${cartId.slice(0, 2)}}:cart:*`;
const NOTHING = { commands: [], roundTrips: 0 };

describe("the commands that a real Redis gets", () => {
  test("from a signed-in customer who only looks: session and cart, in one round trip", async () => {
    const client = await customer("shopper-2");
    const look = { commands: ["GET shop:session:*", `HGETALL ${cartKey(client)}`], roundTrips: 1 };
    for (const path of ["/", "/cart", "/login", "/account"]) {
      expect(await costOf(() => client.get(path)), path).toEqual(look);
      expect(await costOf(() => client.at(shop.url, "person").get(path)), path).toEqual(look);
    }
  });

  test("from an add of a signed-in customer: the session, then the change", async () => {
    const client = await customer("shopper-3");
    expect(await costOf(() => client.add("abacus"))).toEqual({
      commands: [`EVALSHA ${cartKey(client)}`, "GET shop:session:*"],
      roundTrips: 2,
    });
    // if a form fails, a page with the cart is shown, so the cart is requested together with the session
    expect((await costOf(() => client.at(shop.url, "person").add("abacus"))).roundTrips).toBe(2);
  });

  test("from an add of a visitor: the change", async () => {
    const client = new Client(shop.url);
    await client.get("/");
    expect(await costOf(() => client.add("abacus"))).toEqual({
      commands: [`EVALSHA ${cartKey(client)}`],
      roundTrips: 1,
    });
  });

  test("from a sign-in: the attempts in one round trip, then session, index, cart and attempts in another", async () => {
    const client = new Client(shop.url);
    await client.add("abacus");
    const { commands, roundTrips } = await costOf(() => client.signIn("shopper-4"));
    expect(roundTrips).toBe(2);
    expect(commands).toEqual([
      "DEL shop:sign-in-attempts:*",
      "EVALSHA shop:sessions-of:shopper-4",
      "EVALSHA shop:sign-in-attempts:*",
      `EVALSHA ${cartKey(client)}`,
      "SET shop:session:*",
    ]);
  });

  test("from a checkout: session and cart, then the order", async () => {
    const client = await customer("shopper-5");
    expect(await costOf(() => client.post("/checkout"))).toMatchObject({ roundTrips: 2 });
  });

  test("from a visitor who only looks, except into the cart, from files and health checks: none", async () => {
    const visitor = new Client(shop.url);
    const known = await customer("shopper-6");
    for (let round = 0; round < 2; round++) {
      for (const path of ["/", "/login", "/account", "/orders/00000000000000"])
        expect(await costOf(() => visitor.get(path)), path).toEqual(NOTHING);
      const look = { commands: [`HGETALL ${cartKey(visitor)}`], roundTrips: 1 };
      expect(await costOf(() => visitor.get("/cart"))).toEqual(look);
    }
    expect(visitor.cartCookie).not.toBe("");
    for (const path of ["/livez", "/public/styles.css", "/public/none.css", "/nowhere"])
      expect(await costOf(() => known.get(path)), path).toEqual(NOTHING);
  });

  test("from clicks that touch the session: EXPIRE and no other write, and no click waits for it", async () => {
    const touching = await startShop({ state, SESSION_IDLE: IDLE });
    const client = await customer("shopper-7", touching.url);
    const began = Date.now();
    const commands: string[] = [];
    while (Date.now() - began < IDLE * 1000) {
      const cost = await costOf(() => client.get("/cart"));
      commands.push(...cost.commands);
      // a touch is sent after the answer about the session
      expect(cost.roundTrips).toBeLessThanOrEqual(2);
    }
    await touching.close();
    const count = (name: string) => commands.filter((command) => command.startsWith(`${name} `)).length;
    expect(new Set(commands)).toEqual(
      new Set(["EXPIRE shop:session:*", "GET shop:session:*", `HGETALL ${cartKey(client)}`]),
    );
    expect(count("EXPIRE")).toBeGreaterThanOrEqual(2);
    expect(count("EXPIRE")).toBeLessThanOrEqual(4);
  });
});

test("a page for a signed-in customer takes as long as one answer of Redis", async () => {
  const client = await customer("shopper-8");
  link.delay = 200;
  const times: number[] = [];
  for (let look = 0; look < 3; look++) {
    const began = performance.now();
    await client.get("/cart");
    times.push(performance.now() - began);
  }
  link.delay = DELAY;
  expect(Math.min(...times)).toBeGreaterThanOrEqual(199);
  expect(Math.min(...times)).toBeLessThan(390);
});
