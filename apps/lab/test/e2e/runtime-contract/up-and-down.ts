import { describe, expect, test } from "vitest";
import type { TestDeployment } from "../test-deployment.ts";

export function upAndDownContract(shop: TestDeployment): void {
  describe("up and down", () => {
    test("up returns when the shop answers, every member ready", async () => {
      await shop.up();
      expect((await fetch(shop.url)).status).toBe(200);
      expect(await shop.states()).toEqual({
        "shop-1": "ready",
        "shop-2": "ready",
        "shop-3": "ready",
        nginx: "ready",
        redis: "ready",
      });
      expect((await shop.runtime.look()).deployment).toEqual(shop.deployment);
    });

    test("down leaves nothing behind", async () => {
      await shop.restore();
      const { url } = shop;
      await shop.down();
      expect(await shop.runtime.look()).toEqual({ deployment: null, members: [] });
      await expect(fetch(url)).rejects.toThrow();
    });
  });
}
