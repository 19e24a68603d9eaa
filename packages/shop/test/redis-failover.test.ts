import { startRedisCluster } from "@shop/testing/redis-cluster.ts";
import type { RedisGroup } from "@shop/testing/redis-group.ts";
import { startRedisSentinel } from "@shop/testing/redis-sentinel.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ShopState } from "../src/shop-state.ts";
import { Client } from "./client.ts";
import { keyHeader } from "./customers.ts";
import { openRedisState } from "./redis-states.ts";
import { type RunningShop, startShop } from "./running-shop.ts";

/**
 * Milliseconds within which a request is answered, whatever happens to its master. It makes up to two calls in a row, of half a second
 * at most; the rest is for the six servers that share the machine with the shop.
 */
const ANSWERED_WITHIN = 1500;

/** Milliseconds from a master's death until everything works again. Redis itself takes up to 2 s to call it dead here, and then elects. */
const RECOVERED_WITHIN = 15_000;

const CUSTOMERS = 8;

const kinds: [name: string, start: () => Promise<RedisGroup>][] = [
  ["Sentinel", startRedisSentinel],
  ["a cluster", startRedisCluster],
];

describe.each(kinds)("%s", (kind, start) => {
  let group: RedisGroup;
  let state: ShopState;
  let shop: RunningShop;
  let customers: Client[];
  beforeEach(async () => {
    group = await start();
    state = await openRedisState(group.url);
    shop = await startShop({ state });
    customers = Array.from({ length: CUSTOMERS }, () => new Client(shop.url));
    for (const [n, customer] of customers.entries()) {
      await customer.signIn(`shopper-${n + 1}`);
      await customer.add("abacus", 1);
    }
  }, 60_000);
  afterEach(async () => {
    await shop?.close();
    await state?.close();
    await group?.stop();
  });

  const sessionKey = (customer: Client | undefined) => `shop:session:${customer?.sessionId}`;

  test.each(["SIGKILL", "SIGSTOP"] as const)(
    "whose master gets %s under load: 503 at once, then all goes on, and nobody is signed out",
    async (signal) => {
      const cookies = customers.map((customer) => customer.cookies);
      for (const customer of customers) await group.replicated(sessionKey(customer));
      const master = await group.masterOf(sessionKey(customers[0]));
      const began = performance.now();
      master.signal(signal);

      const times: number[] = [];
      const statuses = new Set<number>();
      const timed = async (request: () => ReturnType<Client["get"]>) => {
        const asked = performance.now();
        const { status } = await request();
        times.push(performance.now() - asked);
        statuses.add(status);
        return status;
      };
      const unkeyed = customers.map(() => ({ sent: 0, acknowledged: 0 }));
      const shopping = customers.map(async (customer, n) => {
        // each change is sent with its key until it is acknowledged; those without a key are sent once
        for (let change = 0; change < 10; ) {
          const key = keyHeader();
          const add = () => timed(() => customer.post("/cart/items", { sku: "abacus" }, key));
          while ((await add()) === 503) {
            expect(performance.now() - began).toBeLessThan(RECOVERED_WITHIN);
            const count = unkeyed[n] as (typeof unkeyed)[number];
            count.sent++;
            if ((await timed(() => customer.post("/cart/items", { sku: "paper-tape" }))) !== 503)
              count.acknowledged++;
            await timed(() => customer.get("/cart"));
          }
          change++;
        }
      });
      await Promise.all(shopping);

      expect([...statuses].filter((status) => ![200, 503].includes(status))).toEqual([]);
      expect(Math.max(...times)).toBeLessThan(ANSWERED_WITHIN);
      const [total, longest] = [performance.now() - began, Math.max(...times)].map(Math.round);
      console.info(
        `${kind}, ${signal}: all had shopped after ${total} ms; the longest answer took ${longest} ms`,
      );
      expect(customers.map((customer) => customer.cookies)).toEqual(cookies);
      for (const [n, customer] of customers.entries()) {
        expect(await customer.user()).toBe(`shopper-${n + 1}`);
        const { abacus, "paper-tape": unsure = 0 } = await customer.cart();
        expect(abacus).toBe(11);
        expect(unsure).toBeGreaterThanOrEqual(unkeyed[n]?.acknowledged ?? 0);
        expect(unsure).toBeLessThanOrEqual(unkeyed[n]?.sent ?? 0);
      }
    },
    60_000,
  );
});
