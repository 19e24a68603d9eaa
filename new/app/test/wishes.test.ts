import { RedisStore } from "connect-redis";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { redisState } from "../src/state/redis/state.ts";
import { wishes } from "../src/wishes/plugin.ts";
import { MOST_WISHES, redisWishes } from "../src/wishes/redis-wishes.ts";
import { Client } from "./shop/client.ts";
import { keyHeader } from "./shop/customers.ts";
import { LIFETIMES } from "./shop/redis-states.ts";
import { type RunningShop, startShop } from "./shop/running-shop.ts";
import { type RedisServer, startGuardedRedisServer } from "./support/redis-server.ts";

let server: RedisServer;
let shop: RunningShop;
beforeAll(async () => {
  // as in production: with the user that may run the commands in redis/users.acl and no others
  const { passwordFile, ...guarded } = await startGuardedRedisServer();
  server = guarded;
  const url = server.url.replace("redis://", "redis://shop@");
  const { client, records, ...state } = redisState(
    { ...LIFETIMES, url, passwordFile, log: { info() {}, warn() {} } },
    (redis) => ({ wishes: redisWishes(redis, LIFETIMES.absolute) }),
  );
  await vi.waitFor(() => state.ready(), { timeout: 5000 });
  const sessions = new RedisStore({ client, ...records });
  shop = await startShop({
    state: { ...state, sessions },
    app: { extensions: [wishes(() => state.own.wishes)] },
  });
});
afterAll(async () => {
  await shop.close();
  await server.stop();
});

let count = 0;
const signedIn = async (kind?: "program" | "person") => {
  const client = new Client(shop.url, kind);
  await client.signIn(`shopper-${++count}`);
  return client;
};
const textsOf = async (client: Client) =>
  (await client.get("/wishes", { headers: { accept: "application/json" } }))
    .json<{ wishes: { text: string }[] }>()
    .wishes.map(({ text }) => text);

test("a stranger is asked to sign in, and a program gets 401", async () => {
  const person = await new Client(shop.url, "person").get("/wishes");
  expect([person.status, person.location]).toEqual([303, "/login?next=/wishes"]);
  expect((await new Client(shop.url).post("/wishes", { text: "a kite" })).status).toBe(401);
});

test("a form adds a wish, and the page shows it as text", async () => {
  const ann = await signedIn("person");
  expect((await ann.post("/wishes", { text: "<b>a kite</b>" })).location).toBe("/wishes");
  expect((await ann.get("/wishes")).body).toContain("&lt;b&gt;a kite&lt;/b&gt;");
  expect(await textsOf(await signedIn())).toEqual([]);
});

test("of many wishes at the same time none is lost", async () => {
  const ann = await signedIn();
  const texts = Array.from({ length: 20 }, (_, n) => `wish ${n}`);
  await Promise.all(texts.map((text) => ann.post("/wishes", { text })));
  expect((await textsOf(ann)).toSorted()).toEqual(texts.toSorted());
});

test("a wish that is sent twice is added once, and removed once", async () => {
  const ann = await signedIn();
  const key = keyHeader();
  const [first, second] = [
    await ann.post("/wishes", { text: "a kite" }, key),
    await ann.post("/wishes", { text: "a kite" }, key),
  ];
  expect(second.json()).toEqual(first.json());
  expect((await ann.post("/wishes", { text: "a drum" }, key)).status).toBe(422);
  const [{ id }] = first.json<{ wishes: [{ id: string }] }>().wishes;
  expect((await ann.delete(`/wishes/${id}`)).json()).toEqual({ wishes: [] });
});

test("too long, too many: refused, and nothing changes", async () => {
  const ann = await signedIn();
  expect((await ann.post("/wishes", { text: "x".repeat(201) })).status).toBe(400);
  for (let n = 0; n < MOST_WISHES; n++) await ann.post("/wishes", { text: `${n}` });
  expect((await ann.post("/wishes", { text: "one more" })).status).toBe(409);
  expect(await textsOf(ann)).toHaveLength(MOST_WISHES);
});
