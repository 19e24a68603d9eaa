import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { History } from "../src/history/history.ts";
import { pollEvenly } from "../src/shopper/paced-polls.ts";
import { Shopper } from "../src/shopper/shopper.ts";

const CART = '{"items":[{"sku":"abacus","quantity":1}]}';
const PACE = { perSecond: 500, count: 50 };
const { signal } = new AbortController();

const server = createServer();
const shoppers: Shopper[] = [];

/** Customers, each with a cookie of its own, of a shop that answers like this. */
async function customersOf(answer: (request: IncomingMessage, response: ServerResponse) => void, count = 1) {
  server.on("request", answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (let n = 1; n <= count; n++) {
    const shopper = new Shopper({
      name: `shopper-${n}`,
      url,
      address: `127.1.${n}.1`,
      clientAddress: { by: "source" },
      history: new History(),
    });
    shopper.jar.setCookieSync(`session=${n}; Path=/`, url);
    shoppers.push(shopper);
  }
  return shoppers.map(({ poller }) => poller);
}

afterEach(async () => {
  server.removeAllListeners("request");
  await Promise.all(shoppers.splice(0).map((shopper) => shopper.leave()));
  await new Promise((resolve) => server.close(resolve));
});

test("carts are polled in turn, each from its customer's address, with the cookies and on one connection", async () => {
  const seen: string[] = [];
  const pollers = await customersOf(({ headers, socket }, response) => {
    seen.push([headers.cookie, socket.remoteAddress, socket.remotePort].join(" "));
    response.end(CART);
  }, 2);
  const perSecond = 20;
  await pollEvenly(pollers, { perSecond, count: 2 }, signal);
  const [ann, bob] = seen.splice(0);
  expect(ann).toMatch(/^session=1 127\.1\.1\.1 /);
  expect(bob).toMatch(/^session=2 127\.1\.2\.1 /);
  await pollEvenly(pollers, { perSecond, count: 4 }, signal);
  expect(seen).toEqual([ann, bob, ann, bob]);
});

test("a poll is sent when it is due, whether or not the ones before have been answered", async () => {
  const waiting: ServerResponse[] = [];
  const pollers = await customersOf((_request, response) => {
    waiting.push(response);
    if (waiting.length === PACE.count) for (const each of waiting) each.end(CART);
  });
  const { waits, wrong } = await pollEvenly(pollers, PACE, signal);
  expect(wrong).toBe(0);
  expect(waits).toHaveLength(PACE.count);
  // it waited for the last one, which was due 98 ms later
  expect(waits[0]).toBeGreaterThanOrEqual(98);
});

test("a wait counts from when the poll was due, also where this process was too busy to send it", async () => {
  let isFirst = true;
  const pollers = await customersOf((_request, response) => {
    const end = performance.now() + (isFirst ? 60 : 0);
    isFirst = false;
    while (performance.now() < end);
    response.end(CART);
  });
  const { waits } = await pollEvenly(pollers, PACE, signal);
  // 30 polls were due within those 60 ms, 20 of them in the first 40
  expect(waits.filter((wait) => wait > 20).length).toBeGreaterThanOrEqual(19);
});

test("answers that show no full cart are counted", async () => {
  let polls = 0;
  const pollers = await customersOf((_request, response) => {
    const n = polls++;
    if (n === 1) response.writeHead(429).end(CART);
    else if (n === 2) response.end('{"items":[]}');
    else if (n === 3) response.destroy();
    else response.end(CART);
  });
  expect((await pollEvenly(pollers, PACE, signal)).wrong).toBe(3);
});

test("an interrupt ends the polling at once", async () => {
  const pollers = await customersOf((_request, response) => response.end(CART));
  const interrupted = pollEvenly(pollers, { perSecond: 1, count: 60 }, AbortSignal.timeout(50));
  await expect(interrupted).rejects.toThrow(/abort/i);
});
