import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { json } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { demo } from "../src/demo/demo.ts";
import { pathOf } from "../src/request-target.ts";
import { Client } from "./client.ts";
import { openMemoryState } from "./memory-states.ts";
import { complaints, startShop } from "./running-shop.ts";

test.for([
  ["/cart", "/cart"],
  ["http://shop.example/cart?x=1", "/cart?x=1"],
  ["HTTPS://shop.example:8443/cart", "/cart"],
  ["http://shop.example", "/"],
  ["http://shop.example?next=/cart", "/?next=/cart"],
  ["http://shop.example/%zz", "/undecodable-path"],
  ["/?next=http://shop.example/cart", "/?next=http://shop.example/cart"],
  ["*", "*"],
] as const)("the target %s is the path %s", ([target, path]) => {
  expect(pathOf(target)).toBe(path);
});

test("the session is found when the request target is a whole URL", async () => {
  const shop = await startShop({ state: openMemoryState(), app: demo({ state: "memory" }) });
  onTestFinished(shop.close);
  const customer = new Client(shop.url);
  await customer.signIn("shopper-1");
  await customer.add("abacus", 2);
  const cookie = Object.entries(customer.cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
  const headers = { accept: "application/json", cookie };
  const sent = request(shop.url, { path: "http://shop.example/whoami", headers }).end();
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  expect(await json(response)).toMatchObject({ session: "known", user: "shopper-1", items: 2 });
  expect(complaints(shop.log)).toEqual([]);
});
