import { beforeEach, describe, expect, test } from "vitest";
import type { TestDeployment } from "../test-deployment.ts";

/** How long two requests may take in all when no replica is left. */
const REFUSED_MILLISECONDS = 4000;
const RECOVERY = { timeout: 10_000, interval: 100 };

export function faultsContract(shop: TestDeployment): void {
  describe("faults", () => {
    beforeEach(() => shop.restore());

    test("when no replica is left, customers soon get a page, and programs a problem document", async () => {
      for (const name of ["shop-1", "shop-2", "shop-3"]) await shop.kill(name);
      const began = performance.now();
      const page = await fetch(shop.url, { headers: { accept: "text/html" } });
      expect(page.status).toBe(503);
      expect(await page.text()).toContain("Back in a moment");
      const problem = await fetch(shop.url, { headers: { accept: "application/json" } });
      expect(problem.headers.get("content-type")).toBe("application/problem+json");
      expect(await problem.json()).toMatchObject({ status: 503 });
      expect(performance.now() - began).toBeLessThan(REFUSED_MILLISECONDS);
      const post = async (path: string) =>
        (await fetch(shop.url + path, { method: "POST", headers: { accept: "application/json" } })).text();
      expect(await post("/checkout")).toContain("Nothing was changed. Please try again");
      expect(await post("/checkout?KEY=not-one")).toContain("Nothing was changed. Please try again");
      expect(await post("/checkout?key=one")).toContain("within 30 minutes");
      await Promise.all(["shop-1", "shop-2", "shop-3"].map(shop.start));
      await shop.eventuallyServedBy("shop-1", "shop-2", "shop-3");
    });

    test("without Redis the shop says 503 and not 500, and recovers when it is back", async () => {
      await shop.kill("redis");
      const customer = shop.shopper(3);
      expect(await customer.signIn()).toMatchObject({ type: "unknown", status: 503 });
      expect((await fetch(shop.url)).status).toBe(200);
      await shop.start("redis");
      await expect.poll(async () => (await customer.signIn()).type, RECOVERY).toBe("ok");
      await customer.leave();
    });

    test("while Redis hangs every answer is a 503 within a second, and nobody is signed out", async () => {
      const customer = shop.shopper(5);
      // the replicas may still be reconnecting to a Redis that was restarted
      await expect.poll(async () => (await customer.signIn()).type, RECOVERY).toBe("ok");
      const redis = await shop.member("redis");
      await shop.runtime.pause(redis);
      const answers = await Promise.all(
        Array.from({ length: 20 }, async () => {
          const began = performance.now();
          const { status } = await customer.whoami();
          return { status, inTime: performance.now() - began < 1000 };
        }),
      ).finally(() => shop.runtime.resume(redis));
      expect(answers).toEqual(answers.map(() => ({ status: 503, inTime: true })));
      await expect.poll(async () => (await customer.whoami()).seen?.user, RECOVERY).toBe("shopper-5");
      await customer.leave();
    });

    test("nginx can be killed and started", async () => {
      await shop.kill("nginx");
      await expect(fetch(shop.url)).rejects.toThrow();
      await shop.start("nginx");
      await shop.eventuallyServedBy("shop-1", "shop-2", "shop-3");
    });
  });
}
