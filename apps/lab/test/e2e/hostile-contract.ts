import { randomUUIDv7 } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { History } from "@shop/lab/history/history.ts";
import { memberNamed } from "@shop/lab/runtime/members.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import type { Deployment, Runtime } from "@shop/lab/runtime/runtime.ts";
import { takeDown } from "@shop/lab/runtime/take-down.ts";
import { inTurns } from "@shop/lab/shopper/crowd.ts";
import { buy, fillCart, skuOf } from "@shop/lab/shopper/journey.ts";
import { Shopper } from "@shop/lab/shopper/shopper.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { redisKeys } from "./redis-keys.ts";

const quiet = () => {};
const [HOME, OFFICE, ATTACKER] = ["127.31.1.1", "127.32.1.1", "127.33.1.1"];

/** What strangers can do to a shop with shared state, and what they can learn from its logs. */
export function hostileContract(runtime: Runtime): void {
  describe(`a hostile world: ${runtime.name}`, () => {
    let shop: Deployment;
    const history = new History();
    const shopper = (name: string, address: string) =>
      new Shopper({ name, url: shop.url, address, clientAddress: runtime.clientAddress, history });

    beforeAll(async () => {
      await takeDown(quiet);
      const port = await freePort();
      shop = await runtime.up({ scenario: "redis", balancing: "round-robin", replicas: 3, port }, quiet);
    });
    afterAll(() => takeDown(quiet));

    test("an office of 200 people behind one address shops as it likes", async () => {
      const office = Array.from({ length: 200 }, (_, n) => shopper(`shopper-${n + 1}`, OFFICE));
      const answers: (number | undefined)[] = [];
      const shopOn = async (person: Shopper, n: number) => {
        await sleep(n * 20);
        const clicks = [person.browse, ...(n % 4 === 0 ? [person.signIn] : [])];
        for (const click of [
          ...clicks,
          () => person.add(skuOf(n)),
          person.cart,
          () => person.add(skuOf(n + 1)),
          person.cart,
        ]) {
          answers.push((await click()).status);
          await sleep(1500);
        }
      };
      await Promise.all(office.map(shopOn));
      expect(answers.filter((status) => status !== 200)).toEqual([]);
      await Promise.all(office.map((person) => person.leave()));
    });

    test("whoever floods the shop with carts stores little of it, and nobody else notices", async () => {
      const customer = shopper("shopper-400", HOME);
      await fillCart(customer, 1);
      const before = await redisKeys(runtime);
      const statuses: (number | undefined)[] = [];
      await inTurns(Array.from({ length: 2000 }), new AbortController().signal, async (_, n) => {
        const stranger = shopper(`stranger-${n}`, ATTACKER);
        statuses.push((await stranger.add("abacus")).status);
        await stranger.leave();
      });
      const accepted = statuses.filter((status) => status === 200).length;
      // 120 a minute at each of three replicas, in two minutes at the most
      expect(accepted).toBeLessThanOrEqual(720);
      expect(statuses.filter((status) => status !== 200 && status !== 429)).toEqual([]);
      // a cart and a remembered answer each
      expect((await redisKeys(runtime)) - before).toBeLessThanOrEqual(2 * accepted);
      await buy(customer);
      const theirs = history.events.filter(
        (event) => event.shopper === customer.name && event.type !== "invoke",
      );
      expect(theirs.filter(({ type }) => type !== "ok")).toEqual([]);
      await customer.leave();
    });

    test("no log tells a key, a session, a cart, a password or a cookie", async () => {
      const customer = shopper("shopper-401", HOME);
      await fillCart(customer, 1);
      const jar = () => customer.jar.getCookieStringSync(shop.url);
      const secrets = new Set<string>();
      const remember = () => {
        for (const cookie of jar().split("; ")) secrets.add((cookie.split("=")[1] ?? "").split(".")[0] ?? "");
      };
      remember();
      const key = randomUUIDv7();
      const form = { method: "POST", headers: { cookie: jar() }, redirect: "manual" } as const;
      const victim = memberNamed("shop-1", await runtime.look());
      await runtime.kill(victim);
      for (let n = 0; n < 4; n++) await fetch(`${shop.url}/cart/items/abacus/remove?key=${key}`, form);
      const wrong = {
        ...form,
        body: new URLSearchParams({ username: "shopper-402", password: "open-sesame-402" }),
      };
      await fetch(`${shop.url}/login?key=${key}`, wrong);
      await buy(customer);
      remember();
      await customer.signOut();
      await runtime.start(victim);
      const theirs = history.events.filter((event) => event.shopper === customer.name);
      for (const event of theirs) secrets.add(event.key ?? "");
      for (const secret of [key, "open-sesame-402"]) secrets.add(secret);

      const { members } = await runtime.look();
      const logs = (await Promise.all(members.map((member) => runtime.logs(member)))).join("\n");
      expect(logs).toContain("/cart/items/abacus/remove");
      // names of replicas in the cookies that are for show are no secrets
      const isSecret = (secret: string) => secret.length >= 16 && !secret.startsWith("shop-");
      expect([...secrets].filter(isSecret).length).toBeGreaterThan(8);
      expect([...secrets].filter((secret) => isSecret(secret) && logs.includes(secret))).toEqual([]);
      await customer.leave();
    });
  });
}
