import { LOG_LINES } from "@shop/lab/runtime/runtime.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { clicks } from "../clicks.ts";
import type { TestDeployment } from "../test-deployment.ts";

export function logsContract(shop: TestDeployment): void {
  describe("logs", () => {
    beforeEach(() => shop.restore());

    test(`they are what a member logged last, at most ${LOG_LINES} lines`, async () => {
      const nginx = await shop.member("nginx");
      await clicks(shop.url, LOG_LINES, {}, "/whoami");
      const last = await fetch(`${shop.url}/cart`);
      await last.arrayBuffer();
      const lines = async () => (await shop.runtime.logs(nginx)).split("\n").filter(Boolean);
      await expect.poll(async () => (await lines()).at(-1), { timeout: 5000 }).toContain('"/cart"');
      expect(await lines()).toHaveLength(LOG_LINES);
    });
  });
}
