import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { json } from "node:stream/consumers";
import { type RedisServer, startRedisServer } from "@shop/testing/redis-server.ts";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { Client } from "./client.ts";
import { startShopProcess } from "./shop-process.ts";

/** The stop_grace_period in docker-compose.yml, in milliseconds. */
const STOP_GRACE_PERIOD = 10_000;

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedisServer();
});
afterAll(() => redis.stop());

const startShop = (env = {}) => startShopProcess({ REDIS_URL: redis.url, ...env });

/** Begins an add over a keep-alive connection. `answer` sends the rest of its body. */
function beginAdd(url: string) {
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const body = JSON.stringify({ sku: "abacus", quantity: 3 });
  const sent = request(`${url}/cart/items`, {
    agent,
    method: "POST",
    headers: {
      accept: "application/json",
      "content-type": "application/json",
      "content-length": body.length,
    },
  });
  sent.on("error", () => {});
  sent.write(body.slice(0, 10));
  return {
    answer: async () => {
      sent.end(body.slice(10));
      const [response] = (await once(sent, "response")) as [IncomingMessage];
      return { response, body: await json(response) };
    },
  };
}

/** The status that tells a balancer whether to use this replica. */
const readiness = async (url: string) => (await new Client(url).get("/readyz")).status;

test("SIGTERM: first the replica is not ready but still serves customers, then the process exits with 0", async () => {
  const shop = await startShop();
  const customer = new Client(shop.url);
  await customer.signIn("shopper-1");
  expect(await readiness(shop.url)).toBe(200);
  shop.signal("SIGTERM");
  await expect.poll(() => readiness(shop.url), { interval: 5 }).toBe(503);
  expect(await customer.user()).toBe("shopper-1");
  expect(await shop.exit).toBe(0);
});

test("SIGTERM: a running request is finished, and its connection is closed", async () => {
  const shop = await startShop();
  const { answer } = beginAdd(shop.url);
  await expect.poll(() => readiness(shop.url)).toBe(200);
  shop.signal("SIGTERM");
  const refused = () =>
    readiness(shop.url).then(
      () => false,
      () => true,
    );
  await expect.poll(refused, { timeout: 5000, interval: 20 }).toBe(true);
  const asked = performance.now();
  const { response, body } = await answer();
  expect([response.statusCode, response.headers.connection]).toEqual([200, "close"]);
  expect(body).toMatchObject({ items: [{ sku: "abacus", quantity: 3 }] });
  expect(await shop.exit).toBe(0);
  expect(performance.now() - asked).toBeLessThan(2000);
});

test("SIGTERM: connections of idle clients do not delay it", async () => {
  const shop = await startShop();
  const { hostname, port } = new URL(shop.url);
  const idle = connect(Number(port), hostname);
  const closed = once(idle.resume(), "close");
  idle.write("GET /livez HTTP/1.1\r\nhost: shop\r\n\r\n");
  await once(idle, "data");
  const asked = performance.now();
  shop.signal("SIGTERM");
  await closed;
  expect(await shop.exit).toBe(0);
  expect(performance.now() - asked).toBeLessThan(3000);
});

test.for(["SIGCONT", "SIGSTOP", "SIGKILL"] as const)(
  "SIGTERM with a Redis that got %s: the process still exits with 0",
  async (name) => {
    const server = await startRedisServer();
    onTestFinished(server.stop);
    const shop = await startShop({ REDIS_URL: server.url });
    const customer = new Client(shop.url);
    await customer.signIn("shopper-1");
    server.signal(name);
    const asked = performance.now();
    shop.signal("SIGTERM");
    expect(await shop.exit).toBe(0);
    expect(performance.now() - asked).toBeLessThan(3000);
  },
);

test.for([
  ["SIGTERM", 143],
  ["SIGINT", 130],
] as const)("a second signal, %s, ends the process at once with %d", async ([name, code]) => {
  const shop = await startShop();
  beginAdd(shop.url);
  await expect.poll(() => readiness(shop.url)).toBe(200);
  shop.signal("SIGTERM");
  await expect.poll(() => readiness(shop.url), { interval: 5 }).toBe(503);
  const asked = performance.now();
  shop.signal(name);
  expect(await shop.exit).toBe(code);
  expect(performance.now() - asked).toBeLessThan(1000);
});

test("a request that does not end is abandoned before the container would be killed, and the process exits with 124", async () => {
  const shop = await startShop();
  beginAdd(shop.url);
  await expect.poll(() => readiness(shop.url)).toBe(200);
  const asked = performance.now();
  shop.signal("SIGTERM");
  expect(await shop.exit).toBe(124);
  expect(performance.now() - asked).toBeLessThan(STOP_GRACE_PERIOD);
});

test("an uncaught error: a running request is finished, then the process exits with 1", async () => {
  const faulty = "--import=data:text/javascript,process.on('SIGUSR2',()=>null.fault)";
  const shop = await startShop({ NODE_OPTIONS: faulty });
  const { answer } = beginAdd(shop.url);
  await expect.poll(() => readiness(shop.url)).toBe(200);
  shop.signal("SIGUSR2");
  await expect.poll(() => readiness(shop.url), { interval: 5 }).toBe(503);
  expect((await answer()).response.statusCode).toBe(200);
  expect(await shop.exit).toBe(1);
});
