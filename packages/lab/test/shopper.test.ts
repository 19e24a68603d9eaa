import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { History } from "../src/history/history.ts";
import { freePort } from "../src/runtime/port.ts";
import { Shopper } from "../src/shopper/shopper.ts";

type Click = { request: IncomingMessage; response: ServerResponse };

const server = createServer();
const shoppers: Shopper[] = [];

/** A shop that holds its answers until the test sends them. Yields requests in the order of arrival. */
async function shopThatWaits(route?: (url: string) => readonly string[]) {
  const clicks: Click[] = [];
  let arrived = () => {};
  server.on("request", (request, response) => {
    clicks.push({ request, response });
    arrived();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const history = new History();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const shopper = new Shopper({
    name: "ann",
    account: "shopper-1",
    url,
    ...(route && { route: () => route(url) }),
    address: "127.1.2.1",
    clientAddress: { by: "source" },
    history,
  });
  shoppers.push(shopper);
  const came = async (count: number) => {
    while (clicks.length < count) await new Promise<void>((resolve) => (arrived = resolve));
    return clicks;
  };
  return { shopper, history, came };
}

afterEach(async () => {
  server.removeAllListeners("request");
  await Promise.all(shoppers.splice(0).map((shopper) => shopper.leave()));
  await new Promise((resolve) => server.close(resolve));
});

const header = ({ request }: Click, name: string) => request.headers[name];

test("concurrent clicks each have a connection of their own and the cookies of that moment", async () => {
  const { shopper, came } = await shopThatWaits();
  shopper.jar.setCookieSync("cart=1; Path=/", "http://127.0.0.1");
  const answers = [shopper.add("abacus"), shopper.cart(), shopper.whoami()];
  const clicks = await came(3);
  expect(clicks.map((click) => header(click, "cookie"))).toEqual(["cart=1", "cart=1", "cart=1"]);
  expect(new Set(clicks.map(({ request }) => request.socket.remotePort)).size).toBe(3);
  for (const { response } of clicks) response.end("{}");
  expect((await Promise.all(answers)).map(({ type }) => type)).toEqual(["ok", "ok", "ok"]);
});

test("of two answers that set a cookie, the later one wins", async () => {
  const { shopper, came } = await shopThatWaits();
  const answers = [shopper.add("abacus"), shopper.add("paper-tape")] as const;
  const [first, second] = (await came(2)) as [Click, Click];
  const isFirst = (click: Click) =>
    Number(click.request.headers["content-length"]) === '{"sku":"abacus"}'.length;
  const [abacus, tape] = isFirst(first) ? [first, second] : [second, first];
  tape.response.setHeader("set-cookie", "cart=of-tape; Path=/").end("{}");
  await answers[1];
  abacus.response.setHeader("set-cookie", "cart=of-abacus; Path=/").end("{}");
  await answers[0];
  expect(shopper.jar.getCookieStringSync("http://127.0.0.1")).toBe("cart=of-abacus");
});

test("a change is sent with the given key, which the history records", async () => {
  const { shopper, history, came } = await shopThatWaits();
  const key = "0123456789abcdef";
  const answers = [shopper.checkout(key), shopper.checkout(key), shopper.signOut()];
  const clicks = await came(3);
  for (const { response } of clicks) response.end("{}");
  await Promise.all(answers);
  const keys = clicks.map((click) => header(click, "idempotency-key"));
  expect(keys.filter((sent) => sent === key)).toHaveLength(2);
  expect(new Set(history.events.map((event) => event.key))).toEqual(new Set(keys));
});

test("a 202 acknowledges and shows no cart", async () => {
  const { shopper, came } = await shopThatWaits();
  const answer = shopper.add("abacus");
  const [{ response }] = (await came(1)) as [Click];
  response.writeHead(202).end('{"accepted":true}');
  expect(await answer).toMatchObject({ type: "ok", status: 202, seen: {} });
});

test("where nothing listens, the request goes to the next address", async () => {
  const nobody = `http://127.0.0.1:${await freePort()}`;
  const { shopper, came } = await shopThatWaits((url) => [nobody, url]);
  const answer = shopper.cart();
  const [{ response }] = (await came(1)) as [Click];
  response.end("{}");
  expect((await answer).type).toBe("ok");
});

test("a request that was cut off is not sent to another address", async () => {
  const { shopper, came } = await shopThatWaits((url) => [url, url]);
  const answer = shopper.cart();
  const [{ request }] = (await came(1)) as [Click];
  request.socket.destroy();
  expect((await answer).type).toBe("unknown");
  expect(await came(1)).toHaveLength(1);
});
