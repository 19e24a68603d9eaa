import { beforeEach, describe, expect, test } from "vitest";
import { clicks, replicasOf } from "../clicks.ts";
import { quiet, type TestDeployment } from "../test-deployment.ts";

/** How long a request may take whose replica has just been killed. */
const RETRIED_MILLISECONDS = 2000;

export function replicasContract(shop: TestDeployment): void {
  describe("replicas", () => {
    beforeEach(() => shop.restore());

    test("replicas report their requests and the sessions in the state", async () => {
      const replica = await shop.member("shop-1");
      const before = await shop.runtime.stats(replica);
      const customer = shop.shopper(1);
      await customer.signIn();
      for (let i = 0; i < 3; i++) await customer.whoami();
      await customer.leave();
      const after = await shop.runtime.stats(replica);
      expect(after?.sessions).toBe((before?.sessions ?? Number.NaN) + 1);
      expect(after?.requests).toBeGreaterThan(before?.requests ?? Number.NaN);
    });

    test(`others answer the requests of a killed replica within ${RETRIED_MILLISECONDS} ms`, async () => {
      await shop.kill("shop-2");
      const results = await clicks(shop.url, 20);
      expect(results.map(({ status }) => status)).toEqual(results.map(() => 200));
      expect(replicasOf(results)).toEqual(["shop-1", "shop-3"]);
      expect(Math.max(...results.map(({ milliseconds }) => milliseconds))).toBeLessThan(RETRIED_MILLISECONDS);
      expect(await shop.states()).toMatchObject({ "shop-2": "dead" });
    });

    test("what a replica had in hand when it was killed is done by others, and nothing is lost", async () => {
      const crowd = Array.from({ length: 60 }, (_, i) => shop.shopper(100 + i));
      await Promise.all(crowd.map((customer) => customer.add("abacus")));
      const victim = await shop.member("shop-2");
      // checking this many passwords keeps every replica busy for longer than it takes to kill one
      const signIns = Promise.all(crowd.map((customer) => customer.signIn()));
      await shop.runtime.kill(victim);
      expect((await signIns).filter(({ type }) => type !== "ok")).toEqual([]);
      for (const customer of crowd) {
        expect((await customer.whoami()).seen).toMatchObject({ user: customer.name, session: "known" });
        expect((await customer.cart()).seen?.items).toEqual({ abacus: 1 });
        await customer.leave();
      }
    });

    test("everybody can sign in right after a replica was killed", async () => {
      await shop.kill("shop-2");
      const newcomers = Array.from({ length: 9 }, (_, n) => shop.shopper(20 + n));
      const answers = await Promise.all(newcomers.map((newcomer) => newcomer.signIn()));
      expect(answers.map(({ type }) => type)).toEqual(answers.map(() => "ok"));
      await Promise.all(newcomers.map((newcomer) => newcomer.leave()));
    });

    test("a started replica serves again", async () => {
      await shop.kill("shop-2");
      await shop.start("shop-2");
      expect(await shop.states()).toMatchObject({ "shop-2": "ready" });
      await shop.eventuallyServedBy("shop-1", "shop-2", "shop-3");
    });

    test("a session outlives the replica that began it", async () => {
      const customer = shop.shopper(2);
      const home = (await customer.signIn()).replica as string;
      await customer.add("abacus");
      await shop.stop(home);
      expect(await shop.states()).toMatchObject({ [home]: "stopped" });
      expect((await customer.whoami()).seen).toMatchObject({ user: "shopper-2", session: "known" });
      expect((await customer.cart()).seen?.items).toEqual({ abacus: 1 });
      await customer.leave();
    });

    test("no request fails during a rolling restart", async () => {
      let rolling = true;
      const seen: number[] = [];
      const visitors = Array.from({ length: 4 }, async () => {
        while (rolling) seen.push(...(await clicks(shop.url, 1)).map(({ status }) => status));
      });
      for (const replica of ["shop-1", "shop-2", "shop-3"]) {
        await shop.stop(replica);
        await shop.start(replica);
      }
      rolling = false;
      await Promise.all(visitors);
      expect(seen.length).toBeGreaterThan(50);
      expect(seen.filter((status) => status !== 200)).toEqual([]);
    });

    test("nginx follows scaling up and down, and a killed replica is started again", async () => {
      await shop.kill("shop-2");
      const five = await shop.runtime.scale(await shop.runtime.look(), 5, quiet);
      expect(five.filter(({ state }) => state !== "ready")).toEqual([]);
      await shop.eventuallyServedBy("shop-1", "shop-2", "shop-3", "shop-4", "shop-5");
      const two = await shop.runtime.scale(await shop.runtime.look(), 2, quiet);
      expect(two.map(({ name }) => name)).toEqual(["shop-1", "shop-2", "nginx", "redis"]);
      await shop.eventuallyServedBy("shop-1", "shop-2");
      expect(Object.keys(await shop.states())).toEqual(["shop-1", "shop-2", "nginx", "redis"]);
    });
  });
}
