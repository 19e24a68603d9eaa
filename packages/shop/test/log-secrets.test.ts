import { randomUUIDv7 } from "node:crypto";
import { connect } from "node:net";
import { type RedisServer, startRedisServer } from "@shop/testing/redis-server.ts";
import { expect, onTestFinished, test } from "vitest";
import { Client } from "./client.ts";
import { keyHeader } from "./customers.ts";
import { SECRET } from "./running-shop.ts";
import { leaksIn, noteSecret } from "./secrets.ts";
import { startShopProcess } from "./shop-process.ts";

const REDIS_PASSWORD = "the password of this test's Redis";

/** Somebody typed it into the field for the name. */
const MISPLACED_PASSWORD = "a password in the wrong field";

/** A change with a key, in the header as programs send it, or in the query as forms do. */
function change(
  client: Client,
  path: string,
  fields?: Record<string, unknown>,
  key: string = randomUUIDv7(),
) {
  if (client.kind === "person") return client.post(`${path}?key=${key}`, fields);
  return client.post(path, fields, keyHeader(key));
}

/** Every kind of request with cookies, keys and passwords, valid and invalid. Answers do not matter. */
async function askEverything(client: Client, username: string): Promise<void> {
  const key = randomUUIDv7();
  const query = `?key=${randomUUIDv7()}`;
  await change(client, "/login", { username, password: "a wrong password" });
  await change(client, "/login", { username, password: username });
  await change(client, "/cart/items", { sku: "abacus", quantity: 60 }, key);
  await change(client, "/cart/items", { sku: "paper-tape" }, key);
  await change(client, "/cart/items", { sku: "abacus", quantity: 60 });
  await change(client, "/cart/items", { sku: "unicorn" });
  await change(client, "/cart/items", { sku: "abacus" }, "too-short");
  await change(client, "/cart/items", { sku: "x".repeat(20_000) });
  await client.post(`/cart/items${query}`, { sku: "abacus" }, { "sec-fetch-site": "cross-site" });
  await client.send("POST", `/login${query}`, {
    headers: { "content-type": "application/json" },
    raw: '{"password":"a password in broken JSON"',
  });
  await client.send("POST", "/login", {
    headers: { "content-type": "application/json" },
    raw: JSON.stringify({ username: MISPLACED_PASSWORD, password: "x" }),
  });
  for (const path of ["/", "/cart", "/account", `/nowhere${query}`, "/%zz", "/orders/00000000000000"])
    await client.get(path);
  const { location } = await change(client, "/checkout");
  if (location) await client.get(location);
  await change(client, "/checkout");
  await client.put("/cart/items/abacus", { quantity: 5 });
  await client.delete("/cart/items/abacus");
}

/** Sends malformed HTTP with a cookie. */
async function sendGarbage(client: Client): Promise<void> {
  const { hostname, port } = new URL(client.url);
  const socket = connect(Number(port), hostname).resume();
  socket.end(`GET / HTTP/1.1\r\nhost : x\r\ncookie: session=${client.sessionCookie}\r\n\r\n`);
  await new Promise((resolve) => socket.on("close", resolve));
}

/** Overwrites a session, and the list of the user's sessions. */
async function corrupt(server: RedisServer, client: Client, username: string): Promise<void> {
  const commands = [
    ["SET", `shop:session:${client.sessionId}`, "garbage", "EX", "60"],
    ["SET", `shop:sessions-of:${username}`, "garbage", "EX", "60"],
  ];
  await server.say(commands, REDIS_PASSWORD);
}

test("whatever happens, the shop's log has nothing in it that lets its reader in", async () => {
  const server = await startRedisServer("--requirepass", REDIS_PASSWORD, "--enable-protected-configs", "yes");
  onTestFinished(server.stop);
  for (const secret of [
    SECRET,
    REDIS_PASSWORD,
    encodeURIComponent(REDIS_PASSWORD),
    "a password in broken JSON",
    MISPLACED_PASSWORD,
  ])
    noteSecret(secret);
  const url = new URL(server.url);
  url.password = REDIS_PASSWORD;
  const shop = await startShopProcess({ REDIS_URL: url.href, LOG_LEVEL: "trace" });

  const customers = (["program", "person"] as const).map((kind, n) => ({
    client: new Client(shop.url, kind),
    username: `shopper-${380 + n}`,
  }));
  const everybodyAsks = () =>
    Promise.all(customers.map(({ client, username }) => askEverything(client, username)));
  await everybodyAsks();
  for (const { client, username } of customers) {
    await sendGarbage(client);
    await corrupt(server, client, username);
    await client.get("/cart");
  }
  await everybodyAsks();
  for (const { client } of customers) await change(client, "/logout");
  await everybodyAsks();
  await server.say([["CONFIG", "SET", "maxmemory", "1"]], REDIS_PASSWORD);
  await everybodyAsks();
  await server.say(
    [
      ["CONFIG", "SET", "maxmemory", "0"],
      ["CONFIG", "SET", "requirepass", "another"],
    ],
    REDIS_PASSWORD,
  );
  await server.say([["CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"]], "another");
  await everybodyAsks();
  await server.kill();
  await everybodyAsks();
  shop.signal("SIGTERM");
  await shop.exit;

  const log = shop.log();
  for (const said of [
    "Signed in",
    "Change refused",
    "The state is not available",
    "cannot be read",
    "Closing",
  ])
    expect(log).toContain(said);
  expect(leaksIn(log)).toEqual([]);
});
