import { expect, onTestFinished, test } from "vitest";
import { Client } from "./client.ts";
import { keyHeader } from "./customers.ts";
import { redisForTest } from "./redis-states.ts";
import { customerAt, guesses, startReplica } from "./replicas.ts";
import { slowLink } from "./slow-link.ts";

async function oneRedis() {
  const { open } = await redisForTest();
  return {
    one: await startReplica("shop-1", await open()),
    two: await startReplica("shop-2", await open()),
  };
}

const seenBy = async (client: Client) => ({ user: await client.user(), cart: await client.cart() });

test("with one Redis, shop-2 knows every customer of shop-1", async () => {
  const { one, two } = await oneRedis();
  const { here, there } = await customerAt(one, two);
  expect(await seenBy(there)).toEqual({ user: "shopper-1", cart: { abacus: 2 } });
  const page = await new Client(two, "person").withCookies(here.cookies).get("/cart");
  expect(page.headers.get("x-served-by")).toBe("shop-2");
  expect(page.text).toContain("Abacus");
  const placed = await there.post("/checkout");
  expect(placed.status).toBe(201);
  const back = there.withCookies(there.cookies, one);
  expect((await back.get(placed.location ?? "")).status).toBe(200);
  expect((await back.get("/cart")).json()).toEqual({ items: [], total: 0 });
});

test("two checkouts at once at two replicas make one order", async () => {
  const { one, two } = await oneRedis();
  const { here, there } = await customerAt(one, two);
  const answers = await Promise.all([here, there, here, there].map((client) => client.post("/checkout")));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
});

test("all replicas count the guesses at a password together, and after five even the right one has to wait", async () => {
  const { one, two } = await oneRedis();
  expect(await guesses(one, two)).toEqual([401, 401, 401, 401, 401, 429]);
});

test("a sign-out at shop-2 is a sign-out at shop-1", async () => {
  const { one, two } = await oneRedis();
  const { here, there } = await customerAt(one, two);
  await there.post("/logout");
  expect(await seenBy(here)).toEqual({ user: null, cart: {} });
});

test("a change whose answer was lost happens once, even if another replica gets it again", async () => {
  const { one, two } = await oneRedis();
  const visitor = new Client(one);
  await visitor.add("abacus", 2);
  const lost = async (client: Client, path: string, body?: Record<string, unknown>) => {
    const key = keyHeader();
    const [unheard, heard] = [client.withCookies(), client.withCookies(client.cookies, two)];
    await unheard.post(path, body, key);
    return { answer: await heard.post(path, body, key), client: heard };
  };
  const signIn = await lost(visitor, "/login", { username: "shopper-1", password: "shopper-1" });
  expect(await seenBy(signIn.client)).toEqual({ user: "shopper-1", cart: { abacus: 2 } });
  const add = await lost(signIn.client, "/cart/items", { sku: "abacus", quantity: 3 });
  expect(add.answer.json()).toMatchObject({ items: [{ sku: "abacus", quantity: 5 }] });
  const checkout = await lost(signIn.client, "/checkout");
  expect(checkout.answer.status).toBe(201);
  expect(checkout.answer.json()).toMatchObject({ order: { items: [{ sku: "abacus", quantity: 5 }] } });
  const signOut = await lost(signIn.client, "/logout");
  expect(signOut.answer.status).toBe(204);
});

test("a customer who signs out during a click at a slow replica stays signed out", async () => {
  const { server, open } = await redisForTest();
  const link = await slowLink(server.url);
  onTestFinished(() => link.close());
  const one = await startReplica("shop-1", await open());
  // the idle time is so short that every click touches the session
  const slow = await startReplica("shop-2", await open(link.url), { SESSION_IDLE: 0.004 });

  const { here, there } = await customerAt(one, slow);
  const calls = async (command: string) => {
    const [stats] = await server.say([["INFO", "commandstats"]]);
    return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(`${stats}`)?.[1] ?? 0);
  };
  const before = await calls("get");
  link.delay = 200;
  const click = there.user();
  // now Redis has read the session, and its answer to shop-2 is on the way
  await expect.poll(() => calls("get"), { interval: 5 }).toBeGreaterThan(before);
  await here.post("/logout");
  expect(await click).toBe("shopper-1");
  await expect.poll(() => calls("expire"), { interval: 5 }).toBeGreaterThan(0);
  link.delay = 0;
  const replayed = there.withCookies(there.cookies, one);
  expect(await replayed.user()).toBeNull();
});
