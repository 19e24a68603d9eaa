import type { StateLog } from "@shop/state";
import { type RedisServer, startRedisServer } from "@shop/testing/redis-server.ts";
import { unreadableSessions } from "@shop/testing/unreadable-sessions.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ShopState } from "../src/shop-state.ts";
import { Client } from "./client.ts";
import { LIFETIMES, openRedisState } from "./redis-states.ts";
import { complaints, type RunningShop, startShop } from "./running-shop.ts";

let server: RedisServer;
let state: ShopState;
let shop: RunningShop;
/** The arguments of each warning, as JSON. */
const warnings: string[] = [];
beforeAll(async () => {
  server = await startRedisServer();
  const log: StateLog = { info: () => {}, warn: (...line) => warnings.push(JSON.stringify(line)) };
  state = await openRedisState(server.url, LIFETIMES, log);
  shop = await startShop({ state });
});
afterAll(async () => {
  await shop.close();
  await state.close();
  await server.stop();
});

test.for(unreadableSessions)(
  "a session record that is %s does not count as a session, and is logged once, without any id",
  async ([, write]) => {
    const [customer, other] = [new Client(shop.url), new Client(shop.url)];
    await customer.signIn("shopper-1");
    await customer.add("abacus");
    await other.signIn("shopper-2");
    const key = `shop:session:${customer.sessionId}`;
    const [removed] = await server.say([["DEL", key], write(key)]);
    expect(removed).toBe(1);

    const before = warnings.length;
    const { cookies } = customer;
    for (let click = 0; click < 3; click++) {
      expect(await customer.user()).toBeNull();
      expect(await customer.cart()).toEqual({});
      expect((await customer.post("/checkout")).status).toBe(401);
    }
    expect(customer.cookies).toEqual(cookies);
    const logged = warnings.slice(before);
    expect(logged.map((line) => JSON.parse(line))).toEqual([[{ kind: "session" }, expect.any(String)]]);
    for (const secret of [customer.sessionId, customer.cartId, key, "shop:"])
      expect(logged[0]).not.toContain(secret);

    expect(await other.user()).toBe("shopper-2");
    await customer.signIn("shopper-1");
    expect(await customer.user()).toBe("shopper-1");
    expect(await customer.cart()).toEqual({ abacus: 1 });
    expect(complaints(shop.log)).toEqual([]);
  },
);

test("an empty session record does not count as a session either, and is not logged", async () => {
  const customer = new Client(shop.url);
  await customer.signIn("shopper-1");
  const before = warnings.length;
  await server.say([["SET", `shop:session:${customer.sessionId}`, ""]]);
  expect(await customer.user()).toBeNull();
  expect(warnings.slice(before)).toEqual([]);
});

test("an order that cannot be read is 404, and is logged once, without its number or key", async () => {
  const customer = new Client(shop.url);
  await customer.signIn("shopper-3");
  await customer.add("abacus");
  const { location } = await customer.post("/checkout");
  const id = location?.split("/").at(-1) ?? "";
  const [keys] = (await server.say([["KEYS", `*order:${id}`]])) as [string[]];
  await server.say([["SET", keys[0] ?? "", '{"garbage":true}']]);
  const before = warnings.length;
  for (let click = 0; click < 2; click++) expect((await customer.get(location ?? "")).status).toBe(404);
  expect(warnings.slice(before)).toEqual([expect.stringMatching(/^\[{"kind":"order"},/)]);
  expect(warnings.at(-1)).not.toContain(id);
  expect(complaints(shop.log)).toEqual([]);
});
