import { History } from "@shop/lab/history/history.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import { NO_RELEASE } from "@shop/lab/runtime/release.ts";
import type { Deployment, Runtime } from "@shop/lab/runtime/runtime.ts";
import { takeDown } from "@shop/lab/runtime/take-down.ts";
import { BALANCINGS } from "@shop/lab/scenarios.ts";
import { shopperAddress } from "@shop/lab/shopper/addresses.ts";
import { Shopper } from "@shop/lab/shopper/shopper.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clicks, replicasOf } from "./clicks.ts";

const quiet = () => {};

/** How many milliseconds a request may take whose replica has just been killed. */
const PATIENCE = 2000;

/** What every runtime promises, on real processes. */
export function runtimeContract(runtime: Runtime) {
  describe(`runtime contract: ${runtime.name}`, () => {
    let shop: Deployment;
    const shopper = (n: number) =>
      new Shopper({
        name: `shopper-${n}`,
        url: shop.url,
        address: shopperAddress(n),
        clientAddress: runtime.clientAddress,
        history: new History(),
      });
    const seenBy = async (n: number, count: number) => {
      const customer = shopper(n);
      const replicas = new Set<string | undefined>();
      for (let i = 0; i < count; i++) replicas.add((await customer.whoami()).replica);
      await customer.leave();
      return [...replicas];
    };
    const states = async () =>
      Object.fromEntries((await runtime.members()).map(({ name, state }) => [name, state]));
    const eventuallySees = (wanted: string[]) =>
      expect
        .poll(async () => replicasOf(await clicks(shop.url, 3 * wanted.length)), {
          timeout: 15_000,
          interval: 100,
        })
        .toEqual(wanted);

    beforeAll(async () => {
      await takeDown(quiet);
      const port = await freePort();
      shop = await runtime.up({ scenario: "redis", balancing: "round-robin", replicas: 3, port }, quiet);
    });
    afterAll(() => takeDown(quiet));

    test("up returns when the shop answers, every member ready", async () => {
      expect((await fetch(shop.url)).status).toBe(200);
      expect(await states()).toEqual({
        "shop-1": "ready",
        "shop-2": "ready",
        "shop-3": "ready",
        nginx: "ready",
        redis: "ready",
      });
      expect(await runtime.deployment()).toEqual(shop);
    });

    test("round-robin gives each replica its turn", async () => {
      const results = await clicks(shop.url, 30);
      for (const name of ["shop-1", "shop-2", "shop-3"]) {
        expect(results.filter(({ replica }) => replica === name).length).toBeGreaterThanOrEqual(8);
      }
    });

    test("replicas tell their requests and the sessions in the state", async () => {
      const before = await runtime.stats("shop-1");
      const customer = shopper(1);
      await customer.signIn();
      for (let i = 0; i < 3; i++) await customer.whoami();
      await customer.leave();
      const after = await runtime.stats("shop-1");
      expect(after?.sessions).toBe((before?.sessions ?? Number.NaN) + 1);
      expect(after?.requests).toBeGreaterThan(before?.requests ?? Number.NaN);
    });

    test("what replicas tell their operator is not let out", async () => {
      for (const path of ["/stats", "/livez", "/readyz"]) {
        const answer = await fetch(shop.url + path);
        expect([answer.status, answer.headers.get("x-served-by")]).toEqual([404, null]);
      }
      const health = await fetch(`${shop.url}/healthz`);
      expect([health.status, await health.text()]).toEqual([200, "nginx is up\n"]);
    });

    test("what nginx refuses itself is a page for people and a problem document for programs", async () => {
      for (const [path, init, status] of [
        ["/login", { method: "POST", body: "x".repeat(100_000) }, 413],
        ["/stats", {}, 404],
      ] as const) {
        const problem = await fetch(shop.url + path, { ...init, headers: { accept: "application/json" } });
        expect(problem.status).toBe(status);
        expect(problem.headers.get("content-type")).toBe("application/problem+json");
        expect(await problem.json()).toMatchObject({ status });
        const page = await fetch(shop.url + path, { ...init, headers: { accept: "text/html" } });
        expect(page.status).toBe(status);
        expect(await page.text()).toContain("nginx refused this request");
        for (const { headers } of [problem, page]) {
          expect(headers.get("content-security-policy")).toContain("default-src 'none'");
          expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
          expect(headers.get("x-content-type-options")).toBe("nosniff");
          expect(headers.get("cache-control")).toBe("no-store");
        }
      }
      // of a request line this long nginx reads no header, so it cannot know who asks
      const tooLong = await fetch(`${shop.url}/?${"x".repeat(10_000)}`);
      expect(tooLong.status).toBe(414);
      expect(await tooLong.text()).toContain("Request refused (414)");
    });

    test(`a killed replica is missed by nobody: its requests are answered by others within ${PATIENCE} ms`, async () => {
      await runtime.kill("shop-2");
      const results = await clicks(shop.url, 20);
      expect(results.map(({ status }) => status)).toEqual(results.map(() => 200));
      expect(replicasOf(results)).toEqual(["shop-1", "shop-3"]);
      expect(Math.max(...results.map(({ milliseconds }) => milliseconds))).toBeLessThan(PATIENCE);
      expect(await states()).toMatchObject({ "shop-2": "stopped" });
    });

    test("what a replica had in hand when it was killed is done by others, and nothing is lost", async () => {
      await runtime.start("shop-2");
      await eventuallySees(["shop-1", "shop-2", "shop-3"]);
      const crowd = Array.from({ length: 60 }, (_, i) => shopper(100 + i));
      await Promise.all(crowd.map((customer) => customer.add("abacus")));
      // checking this many passwords keeps every replica busy for longer than it takes to kill one
      const signIns = Promise.all(crowd.map((customer) => customer.signIn()));
      await runtime.kill("shop-2");
      expect((await signIns).filter(({ type }) => type !== "ok")).toEqual([]);
      for (const customer of crowd) {
        expect((await customer.whoami()).seen).toMatchObject({ user: customer.name, session: "known" });
        expect((await customer.cart()).seen?.items).toEqual({ abacus: 1 });
        await customer.leave();
      }
    });

    test("a replica that has just been killed keeps nobody from signing in", async () => {
      await runtime.start("shop-2");
      await eventuallySees(["shop-1", "shop-2", "shop-3"]);
      await runtime.kill("shop-2");
      const newcomers = Array.from({ length: 9 }, (_, n) => shopper(20 + n));
      const answers = await Promise.all(newcomers.map((newcomer) => newcomer.signIn()));
      expect(answers.map(({ type }) => type)).toEqual(answers.map(() => "ok"));
      await Promise.all(newcomers.map((newcomer) => newcomer.leave()));
    });

    test("a started replica serves again", async () => {
      await runtime.start("shop-2");
      await eventuallySees(["shop-1", "shop-2", "shop-3"]);
    });

    test("a session outlives the replica that began it", async () => {
      const customer = shopper(2);
      const home = (await customer.signIn()).replica as string;
      await customer.add("abacus");
      await runtime.stop(home);
      expect((await customer.whoami()).seen).toMatchObject({ user: "shopper-2", session: "known" });
      expect((await customer.cart()).seen?.items).toEqual({ abacus: 1 });
      await customer.leave();
      await runtime.start(home);
    });

    test("a rolling restart is noticed by nobody", async () => {
      let rolling = true;
      const seen: number[] = [];
      const visitors = Array.from({ length: 4 }, async () => {
        while (rolling) seen.push(...(await clicks(shop.url, 1)).map(({ status }) => status));
      });
      for (const replica of ["shop-1", "shop-2", "shop-3"]) {
        await runtime.stop(replica);
        await runtime.start(replica);
      }
      rolling = false;
      await Promise.all(visitors);
      expect(seen.length).toBeGreaterThan(50);
      expect(seen.filter((status) => status !== 200)).toEqual([]);
    });

    test("scaling up and down needs nobody's help", async () => {
      await runtime.kill("shop-2");
      await runtime.scale(5, quiet);
      await eventuallySees(["shop-1", "shop-2", "shop-3", "shop-4", "shop-5"]);
      await runtime.scale(2, quiet);
      await eventuallySees(["shop-1", "shop-2"]);
      expect(Object.keys(await states())).toEqual(["shop-1", "shop-2", "nginx", "redis"]);
    });

    test("nginx can pick replicas another way while everything runs", async () => {
      const before = await runtime.deployment();
      await runtime.balance("cookie");
      expect(await runtime.deployment()).toEqual({ ...before, balancing: "cookie" });
      expect(await seenBy(4, 8)).toHaveLength(1);
      await runtime.balance("round-robin");
      expect(await runtime.deployment()).toEqual(before);
      expect(await seenBy(4, 8)).toHaveLength(2);
    });

    test("a next version gets the share that it is given, and goes without a trace", async () => {
      await runtime.release({ replicas: 2, share: 0 }, quiet);
      expect(Object.keys(await states())).toEqual(["shop-1", "shop-2", "next-1", "next-2", "nginx", "redis"]);
      await eventuallySees(["shop-1", "shop-2"]);
      await runtime.release({ replicas: 2, share: 0.2 }, quiet);
      await eventuallySees(["next-1", "next-2", "shop-1", "shop-2"]);
      const served = await clicks(shop.url, 100);
      const byNext = served.filter(({ replica }) => replica?.startsWith("next-")).length;
      expect(byNext).toBeGreaterThanOrEqual(15);
      expect(byNext).toBeLessThanOrEqual(25);
      await runtime.release({ replicas: 2, share: 1 }, quiet);
      await eventuallySees(["next-1", "next-2"]);
      expect((await clicks(shop.url, 20)).filter(({ status }) => status !== 200)).toEqual([]);
      await runtime.release(NO_RELEASE, quiet);
      await eventuallySees(["shop-1", "shop-2"]);
      expect(Object.keys(await states())).toEqual(["shop-1", "shop-2", "nginx", "redis"]);
    });

    test("when no replica is left, customers get a page and programs a problem document, soon", async () => {
      await runtime.kill("shop-1");
      await runtime.kill("shop-2");
      const began = performance.now();
      const page = await fetch(shop.url, { headers: { accept: "text/html" } });
      expect(page.status).toBe(503);
      expect(await page.text()).toContain("Back in a moment");
      const problem = await fetch(shop.url, { headers: { accept: "application/json" } });
      expect(problem.headers.get("content-type")).toBe("application/problem+json");
      expect(await problem.json()).toMatchObject({ status: 503 });
      expect(performance.now() - began).toBeLessThan(2 * PATIENCE);
      const told = async (path: string) =>
        (await fetch(shop.url + path, { method: "POST", headers: { accept: "application/json" } })).text();
      expect(await told("/checkout")).toContain("Nothing was changed. Please try again");
      expect(await told("/checkout?KEY=not-one")).toContain("Nothing was changed. Please try again");
      expect(await told("/checkout?key=one")).toContain("within 30 minutes");
      await Promise.all([runtime.start("shop-1"), runtime.start("shop-2")]);
      await eventuallySees(["shop-1", "shop-2"]);
    });

    test("without Redis the shop says 503 and not 500, and recovers when it is back", async () => {
      await runtime.kill("redis");
      const customer = shopper(3);
      expect(await customer.signIn()).toMatchObject({ type: "unknown", status: 503 });
      expect((await fetch(shop.url)).status).toBe(200);
      await runtime.start("redis");
      await expect
        .poll(async () => (await customer.signIn()).type, { timeout: 10_000, interval: 100 })
        .toBe("ok");
      await customer.leave();
    });

    test("a Redis that says nothing costs a 503 within a second, and nobody is signed out", async () => {
      const customer = shopper(5);
      // the replicas may still be on their way back to the Redis of the test before
      await expect
        .poll(async () => (await customer.signIn()).type, { timeout: 10_000, interval: 100 })
        .toBe("ok");
      await runtime.pause("redis");
      const answers = await Promise.all(
        Array.from({ length: 20 }, async () => {
          const began = performance.now();
          const { status } = await customer.whoami();
          return { status, inTime: performance.now() - began < 1000 };
        }),
      );
      await runtime.resume("redis");
      expect(answers).toEqual(answers.map(() => ({ status: 503, inTime: true })));
      await expect
        .poll(async () => (await customer.whoami()).seen?.user, { timeout: 10_000, interval: 100 })
        .toBe("shopper-5");
      await customer.leave();
    });

    test("nginx can be killed and started", async () => {
      await runtime.kill("nginx");
      await expect(fetch(shop.url)).rejects.toThrow();
      await runtime.start("nginx");
      await eventuallySees(["shop-1", "shop-2"]);
    });

    test("down leaves nothing behind", async () => {
      await runtime.down(quiet);
      expect(await runtime.deployment()).toBeNull();
      await expect(fetch(shop.url)).rejects.toThrow();
    });

    describe.each(BALANCINGS)("balancing %s", (balancing) => {
      beforeAll(async () => {
        const port = await freePort();
        shop = await runtime.up({ scenario: "redis", balancing, replicas: 3, port }, quiet);
      });
      afterAll(() => takeDown(quiet));

      test("all replicas get customers", async () => {
        const served = await Promise.all(Array.from({ length: 30 }, (_, i) => seenBy(i + 1, 1)));
        expect([...new Set(served.flat())].toSorted()).toEqual(["shop-1", "shop-2", "shop-3"]);
      });

      const pins = balancing === "ip-hash" || balancing === "cookie";
      test(pins ? "a customer stays with one replica" : "a customer meets all replicas", async () => {
        for (const n of [1, 2, 3, 4]) expect(await seenBy(n, pins ? 20 : 60)).toHaveLength(pins ? 1 : 3);
      });

      if (pins) {
        test("a customer whose replica is dead gets another one, and stays there", async () => {
          const customer = shopper(7);
          const home = (await customer.whoami()).replica as string;
          await runtime.kill(home);
          const { replica, status } = await customer.whoami();
          expect(status).toBe(200);
          expect(replica).not.toBe(home);
          const nextFive = async () => {
            const served = new Set<string | undefined>();
            for (let i = 0; i < 5; i++) served.add((await customer.whoami()).replica);
            return [...served];
          };
          // by address, people may move once more when the dead replica leaves nginx's list
          if (balancing === "cookie") expect(await nextFive()).toEqual([replica]);
          else await expect.poll(nextFive, { timeout: 10_000 }).toHaveLength(1);
          await customer.leave();
        });
      }
    });
  });
}
