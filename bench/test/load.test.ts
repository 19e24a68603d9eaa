import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { Customer } from "../src/customers.ts";
import { CONNECTIONS, load } from "../src/load.ts";
import type { Kind } from "../src/requests.ts";

const REQUESTS = 10 * CONNECTIONS;
const ann: Customer = { cookie: "session=ann", skus: ["abacus", "slide-rule"] };

async function listening(handler: RequestListener): Promise<string> {
  const server = createServer(handler);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Answers a change as a shop does: the line has the new quantity, or one more with `error`. */
const shopWithError =
  (error: number): RequestListener =>
  async (request, response) => {
    let body = "";
    for await (const piece of request) body += piece;
    const quantity = body ? JSON.parse(body).quantity + error : 1;
    response.end(JSON.stringify({ items: ann.skus.map((sku) => ({ sku, quantity })), total: 1 }));
  };

test.each(["get", "change"] as const)("right answers to a %s are right, and all are timed", async (kind) => {
  const { wrong, perSecond, latency } = await load(await listening(shopWithError(0)), kind, [ann], REQUESTS);
  expect(wrong).toBe(0);
  expect(perSecond).toBeGreaterThan(0);
  expect(latency.p99).toBeGreaterThanOrEqual(latency.p50);
  expect(latency.p50).toBeGreaterThan(0);
});

test.each<[string, Kind, RequestListener]>([
  ["a failure", "get", (_, response) => void response.writeHead(503).end('"abacus slide-rule"')],
  ["somebody else's cart", "get", (_, response) => void response.end('{"items":[{"sku":"abacus"}]}')],
  ["a page without the cart", "page", (_, response) => void response.end("<h1>Your cart is empty</h1>")],
  ["a change that was not made", "change", shopWithError(1)],
])("%s is a wrong answer", async (_what, kind, handler) => {
  expect((await load(await listening(handler), kind, [ann], REQUESTS)).wrong).toBe(REQUESTS);
});

test("a change has another idempotency key each time", async () => {
  const keys = new Set<unknown>();
  const url = await listening((request, response) => {
    keys.add(request.headers["idempotency-key"]);
    shopWithError(0)(request, response);
  });
  await load(url, "change", [ann], REQUESTS);
  expect(keys.size).toBe(REQUESTS);
});
