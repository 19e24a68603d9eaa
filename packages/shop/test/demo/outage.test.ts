import { startRedisServer } from "@shop/testing/redis-server.ts";
import { expect, onTestFinished, test } from "vitest";
import { demo } from "../../src/demo/demo.ts";
import { Client } from "../client.ts";
import { openRedisState } from "../redis-states.ts";
import { startShop } from "../running-shop.ts";

test("while Redis is down, pages say that it cannot be asked, and nothing about a session", async () => {
  const server = await startRedisServer();
  onTestFinished(server.stop);
  const state = await openRedisState(server.url);
  onTestFinished(state.close);
  const shop = await startShop({ state, app: demo({ state: "redis" }) });
  onTestFinished(shop.close);
  const person = new Client(shop.url, "person");
  await person.signIn("shopper-1");
  await person.add("abacus");
  const { trail: _, ...cookies } = person.cookies;
  await server.kill();
  for (const [path, status] of [
    ["/", 200],
    ["/login", 200],
    ["/cart", 503],
    ["/whoami", 503],
  ] as const) {
    const page = await person.get(path);
    expect(page.status, path).toBe(status);
    expect(page.text, path).toContain("It cannot ask the shop's memory just now who you are.");
    expect(page.text, path).toContain("State not available");
    expect(page.text, path).not.toMatch(/no session yet|No session|never heard|lives in|shopper-1/);
  }
  expect(person.cookies).toMatchObject(cookies);
});
