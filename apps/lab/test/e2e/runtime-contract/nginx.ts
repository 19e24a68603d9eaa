import { beforeEach, describe, expect, test } from "vitest";
import type { TestDeployment } from "../test-deployment.ts";

export function nginxContract(shop: TestDeployment): void {
  describe("what nginx answers itself", () => {
    beforeEach(() => shop.restore());

    test("what replicas tell their operator is not let out", async () => {
      for (const path of ["/stats", "/livez", "/readyz", "/statez"]) {
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
      // of a request line this long nginx reads no header, so it cannot know which format to choose
      const tooLong = await fetch(`${shop.url}/?${"x".repeat(10_000)}`);
      expect(tooLong.status).toBe(414);
      expect(await tooLong.text()).toContain("Request refused (414)");
    });
  });
}
