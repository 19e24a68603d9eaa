import { NO_RELEASE, type Release } from "@shop/lab/runtime/release.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { clicks } from "../clicks.ts";
import { quiet, type TestDeployment } from "../test-deployment.ts";

const CURRENT = ["shop-1", "shop-2", "shop-3"];
const NEXT = ["next-1", "next-2"];

export function releaseContract(shop: TestDeployment): void {
  describe("a next version", () => {
    beforeEach(() => shop.restore());
    const release = async (wanted: Release) => shop.runtime.release(await shop.runtime.look(), wanted, quiet);

    test("without a share it runs and serves nobody", async () => {
      await release({ replicas: 2, share: 0 });
      expect(Object.keys(await shop.states())).toEqual([...CURRENT, ...NEXT, "nginx", "redis"]);
      await shop.eventuallyServedBy(...CURRENT);
    });

    test("it gets the share that it is given", async () => {
      await release({ replicas: 2, share: 0.2 });
      await shop.eventuallyServedBy(...CURRENT, ...NEXT);
      const served = await clicks(shop.url, 100);
      const byNext = served.filter(({ replica }) => replica?.startsWith("next-")).length;
      expect(byNext).toBeGreaterThanOrEqual(15);
      expect(byNext).toBeLessThanOrEqual(25);
    });

    test("with the whole share it alone serves, and without replicas it is gone", async () => {
      await release({ replicas: 2, share: 1 });
      await shop.eventuallyServedBy(...NEXT);
      expect((await clicks(shop.url, 20)).filter(({ status }) => status !== 200)).toEqual([]);
      await release(NO_RELEASE);
      await shop.eventuallyServedBy(...CURRENT);
      expect(Object.keys(await shop.states())).toEqual([...CURRENT, "nginx", "redis"]);
    });
  });
}
