import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { json } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { pathOf } from "../src/request-target.ts";
import { Client } from "./client.ts";
import { redisForTest } from "./redis-states.ts";
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
  const { open } = await redisForTest();
  const shop = await startShop({ state: await open() });
  onTestFinished(shop.close);
  const customer = new Client(shop.url);
  await customer.signIn("shopper-1");
  await customer.add("abacus", 2);
  const cookie = Object.entries(customer.cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
  const headers = { accept: "application/json", cookie };
  const answerTo = async (path: string) => {
    const sent = request(shop.url, { path: `http://shop.example${path}`, headers }).end();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    return json(response);
  };
  expect(await answerTo("/account")).toEqual({ user: "shopper-1" });
  expect(await answerTo("/cart")).toMatchObject({ items: [{ sku: "abacus", quantity: 2 }] });
  expect(complaints(shop.log)).toEqual([]);
});
