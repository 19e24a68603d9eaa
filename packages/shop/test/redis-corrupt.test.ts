import type { State } from "@shop/state";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RedisServer, startRedisServer } from "../../state/test/redis-server.ts";
import { Client } from "./client.ts";
import { openRedisState } from "./real-redis.ts";
import { complaints, type RunningShop, startShop } from "./running-shop.ts";

let server: RedisServer;
let state: State;
let shop: RunningShop;
const warnings: object[] = [];
beforeAll(async () => {
  server = await startRedisServer();
  const log = { info: () => {}, warn: (details: object) => warnings.push(details) };
  state = await openRedisState(server.url, { idle: 60, absolute: 600 }, log);
  shop = await startShop({ state });
});
afterAll(async () => {
  await shop.close();
  await state.close();
  await server.stop();
});

const whole = { id: "x", cartId: "00", user: "ada", createdAt: 1, touchedAt: 1 };
const corrupt: [what: string, write: (key: string) => string[]][] = [
  ...[
    "",
    "garbage",
    "null",
    "7",
    "[]",
    "{}",
    '{"id":1}',
    JSON.stringify({ ...whole, cartId: undefined }),
    JSON.stringify({ ...whole, user: 7 }),
    JSON.stringify({ ...whole, createdAt: "soon" }),
  ].map((value): (typeof corrupt)[number] => [JSON.stringify(value), (key) => ["SET", key, value]]),
  ["a list", (key) => ["RPUSH", key, "garbage"]],
];

test.for(corrupt)("a session that is %s is none, and is told once, by its key", async ([, write]) => {
  const [customer, other] = [new Client(shop.url), new Client(shop.url)];
  await customer.signIn("shopper-1");
  await other.signIn("shopper-2");
  const [keys] = (await server.say([["KEYS", `*:session:${customer.ticket[0]}`]])) as [string[]];
  const [key = ""] = keys;
  await server.say([["DEL", key], write(key)]);

  for (let click = 0; click < 3; click++) {
    const whoami = await customer.get("/whoami");
    expect(whoami.json()).toMatchObject({ session: "unknown", user: null, items: 0 });
    expect((await customer.post("/checkout")).status).toBe(401);
  }
  expect(warnings.filter((warning) => "key" in warning && warning.key === key)).toHaveLength(1);
  expect((await other.get("/whoami")).json()).toMatchObject({ user: "shopper-2" });
  await customer.signIn("shopper-1");
  await customer.post("/cart/items", { sku: "abacus" });
  expect((await customer.get("/whoami")).json()).toMatchObject({ user: "shopper-1", items: 1 });
  expect(complaints(shop.log)).toEqual([]);
});
