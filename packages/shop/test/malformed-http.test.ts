import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { type RedisServer, startRedisServer } from "@shop/testing/redis-server.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ShopState } from "../src/shop-state.ts";
import { openRedisState } from "./redis-states.ts";
import { type RunningShop, startShop } from "./running-shop.ts";

let server: RedisServer;
let state: ShopState;
let shop: RunningShop;
beforeAll(async () => {
  server = await startRedisServer();
  state = await openRedisState(server.url);
  shop = await startShop({ state });
});
afterAll(async () => {
  await shop.close();
  await state.close();
  await server.stop();
});

/** Sends text over a new connection. Resolves with everything that comes back until the shop closes it. */
async function answerTo(request: string): Promise<string> {
  const socket = connect({ port: Number(new URL(shop.url).port), host: "127.0.0.1" });
  await once(socket, "connect");
  socket.write(request);
  return text(socket);
}

test.each([
  ["an unknown method", "FOO / HTTP/1.1\r\nhost: shop\r\n\r\n", 400],
  ["a line without a colon", "GET / HTTP/1.1\r\nhost: shop\r\nno colon\r\n\r\n", 400],
  [
    "a body whose length is given in two ways",
    "POST /logout HTTP/1.1\r\nhost: shop\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\nhost: shop\r\n\r\n",
    400,
  ],
  [
    "two lengths",
    "POST /logout HTTP/1.1\r\nhost: shop\r\ncontent-length: 0\r\ncontent-length: 5\r\n\r\n",
    400,
  ],
  ["a header that is too long", `GET / HTTP/1.1\r\nhost: shop\r\nx: ${"y".repeat(20_000)}\r\n\r\n`, 431],
])("%s is refused, and the connection ends", async (_what, request, status) => {
  const [head = "", body = ""] = (await answerTo(request)).split("\r\n\r\n");
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  // otherwise a load balancer sends the next request into a connection that is just closing
  expect(head).toMatch(/^connection: close$/im);
  expect(JSON.parse(body)).toMatchObject({ status });
  expect(head).toMatch(/^x-content-type-options: nosniff$/im);
  expect(head).toMatch(/^content-security-policy: default-src 'none'; frame-ancestors 'none'$/im);
});

test("TRACE does not echo the request", async () => {
  const answer = await answerTo(
    "TRACE / HTTP/1.1\r\nhost: shop\r\ncookie: session=secret\r\nconnection: close\r\n\r\n",
  );
  expect(answer).toMatch(/^HTTP\/1.1 404 /);
  expect(answer).not.toContain("secret");
});
