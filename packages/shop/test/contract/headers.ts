import { describe, expect, test } from "vitest";
import type { Client } from "../client.ts";
import type { ContractContext } from "../describe-contract.ts";

const EVERYWHERE = [
  ["GET", "/", 200],
  ["HEAD", "/", 200],
  ["GET", "/login", 200],
  ["GET", "/cart", 200],
  ["GET", "/account", 303],
  ["GET", "/livez", 200],
  ["GET", "/readyz", 200],
  ["GET", "/statez", 200],
  ["GET", "/public/styles.css", 200],
  ["GET", "/public/favicon.svg", 200],
  ["GET", "/public/none.css", 404],
  ["GET", "/nowhere", 404],
  ["GET", "/%zz", 404],
  ["DELETE", "/", 404],
  ["POST", "/login", 415],
  ["POST", "/logout", 303],
  ["POST", "/checkout", 303],
] as const;

export function headerContract({ program, person, open, start }: ContractContext) {
  describe("headers", () => {
    test.for(EVERYWHERE)("%s %s (%d) names the replica and is protected", async ([method, path, status]) => {
      const { headers, ...answer } = await person().send(method, path);
      expect(answer.status).toBe(status);
      expect(headers.get("x-served-by")).toBe("shop-1");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(headers.get("strict-transport-security")).toBeNull();
      const policy = headers.get("content-security-policy");
      for (const rule of [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'none'",
      ])
        expect(policy).toContain(rule);
      expect(policy).not.toContain("unsafe");
    });

    test("over TLS every answer asks for TLS for a year, for subdomains too", async () => {
      const { url } = await start({ state: await open(), SECURE_COOKIES: true });
      for (const [method, path] of EVERYWHERE) {
        const { headers } = await person(url).send(method, path);
        const policy = headers.get("strict-transport-security");
        expect(policy, path).toBe("max-age=31536000; includeSubDomains");
      }
    });

    test("bodies have the right type, texts with their encoding", async () => {
      const typeOf = async (client: Client, path: string) =>
        (await client.get(path)).headers.get("content-type");
      for (const path of ["/", "/nowhere"])
        expect(await typeOf(person(), path), path).toBe("text/html; charset=utf-8");
      expect(await typeOf(program(), "/")).toBe("application/json; charset=utf-8");
      expect(await typeOf(program(), "/nowhere")).toBe("application/problem+json; charset=utf-8");
      expect(await typeOf(person(), "/public/styles.css")).toBe("text/css; charset=utf-8");
      expect(await typeOf(person(), "/public/favicon.svg")).toBe("image/svg+xml; charset=utf-8");
    });

    test("pages and answers are never cached and differ by what was asked for; files may be cached", async () => {
      for (const path of ["/", "/cart", "/login", "/nowhere"]) {
        const { headers } = await person().get(path);
        expect(headers.get("cache-control"), path).toBe("no-store");
        expect(headers.get("vary"), path).toContain("Accept");
      }
      for (const path of ["/public/styles.css", "/public/favicon.svg"])
        expect((await person().get(path)).headers.get("cache-control"), path).toContain("max-age");
    });

    test("the style sheet is not sent again to a browser that has it", async () => {
      const get = (known = "") => person().get("/public/styles.css", { headers: { "if-none-match": known } });
      const etag = (await get()).headers.get("etag") ?? "";
      expect((await get(etag)).status).toBe(304);
      expect((await get('W/"another"')).status).toBe(200);
    });

    test("health checks answer with the status and the name of the replica", async () => {
      expect((await program().get("/livez")).json()).toEqual({ status: "alive", replica: "shop-1" });
      expect((await program().get("/readyz")).json()).toEqual({ status: "ready", replica: "shop-1" });
      expect((await program().get("/statez")).json()).toEqual({ status: "able", replica: "shop-1" });
    });
  });
}
