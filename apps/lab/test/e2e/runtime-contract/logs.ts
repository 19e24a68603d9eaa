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

    test("they can be read line by line from now on, until that is stopped", async () => {
      const stopping = new AbortController();
      const lines: string[] = [];
      const reading = (async () => {
        for await (const line of shop.runtime.logLines(await shop.member("nginx"), stopping.signal))
          lines.push(line);
      })();
      const click = async () => {
        await (await fetch(`${shop.url}/account`, { redirect: "manual" })).arrayBuffer();
        return lines.some((line) => line.includes('"/account"'));
      };
      await expect.poll(click, { timeout: 10_000 }).toBe(true);
      stopping.abort();
      await reading;
    });

    test("one id leads from nginx's line to what a replica says about Redis, and so does the caller's trace", async () => {
      const linesAbout = async (member: string, text: string) => {
        const logs = await shop.runtime.logs(await shop.member(member));
        return logs
          .split("\n")
          .filter((line) => line.includes(text))
          .map((line) => JSON.parse(line.slice(line.indexOf("{"))));
      };
      await shop.kill("redis");
      const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
      const answer = await fetch(`${shop.url}/cart/items`, {
        method: "POST",
        headers: { accept: "application/json", "content-type": "application/json", traceparent },
        body: JSON.stringify({ sku: "abacus" }),
      });
      expect(answer.status).toBe(503);
      const ofNginx = () => linesAbout("nginx", traceparent);
      await expect.poll(ofNginx, { timeout: 5000 }).toMatchObject([{ status: 503, path: "/cart/items" }]);
      const [{ request_id: reqId, replica }] = await ofNginx();
      const about = { level: 40, msg: "The state is not available", reqId, traceparent };
      expect(await linesAbout(replica, reqId)).toMatchObject([about]);
    });
  });
}
