import { beforeAll, describe, expect, test } from "vitest";
import { clicks, replicasOf } from "../clicks.ts";
import type { TestDeployment } from "../test-deployment.ts";

const ALL = ["shop-1", "shop-2", "shop-3"];
/** Clicks enough to meet every replica. */
const ENOUGH = 12;

export function twoBalancersContract(shop: TestDeployment): void {
  describe("two nginx", () => {
    let urls: readonly [string, string];
    beforeAll(async () => {
      await shop.up("round-robin", { balancers: 2 });
      urls = shop.deployment.urls as [string, string];
    });

    const servedThrough = async (url: string) => replicasOf(await clicks(url, ENOUGH));

    test("both are members, and the deployment says where they are", async () => {
      expect(Object.keys(await shop.states())).toEqual([...ALL, "nginx-1", "nginx-2", "redis"]);
      expect((await shop.runtime.look()).deployment).toEqual(shop.deployment);
      expect(urls[0]).toBe(shop.url);
      for (const url of urls) expect(await servedThrough(url)).toEqual(ALL);
    });

    test("one can be killed and started, and the other goes on", async () => {
      await shop.kill("nginx-2");
      expect(await shop.states()).toMatchObject({ "nginx-1": "ready", "nginx-2": "dead" });
      await expect(fetch(urls[1])).rejects.toThrow();
      expect(await servedThrough(urls[0])).toEqual(ALL);
      await shop.start("nginx-2");
      await expect.poll(() => servedThrough(urls[1]), { timeout: 10_000 }).toEqual(ALL);
    });

    test("a customer's cookie means the same replica to both", async () => {
      await shop.runtime.balance(await shop.runtime.look(), "cookie");
      const customer = shop.shopper(1, [urls[0], urls[1], urls[1], urls[0]]);
      const served: (string | undefined)[] = [];
      for (let i = 0; i < 4; i++) served.push((await customer.whoami()).replica);
      await customer.leave();
      expect(new Set(served).size).toBe(1);
      await shop.runtime.balance(await shop.runtime.look(), "round-robin");
    });

    test("one can have a list of replicas of its own", async () => {
      const list = [await shop.member("shop-1"), await shop.member("shop-3")];
      await shop.runtime.setReplicas?.(await shop.member("nginx-1"), list);
      expect(await servedThrough(urls[0])).toEqual(["shop-1", "shop-3"]);
      expect(await servedThrough(urls[1])).toEqual(ALL);
    });

    test("down takes both down", async () => {
      await shop.down();
      expect(await shop.runtime.look()).toEqual({ deployment: null, members: [] });
      for (const url of urls) await expect(fetch(url)).rejects.toThrow();
    });
  });
}
