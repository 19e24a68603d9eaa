import { describe, expect, test } from "vitest";
import type { Bench } from "../bench.ts";
import type { Client } from "../client.ts";

export function crossSiteContract({ shop, program, person }: Bench) {
  describe("requests that another web site makes a browser send", () => {
    const foreign: Record<string, string>[] = [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "http://127.0.0.1:1" },
      { origin: "garbage" },
    ];

    const customer = async (kind: () => Client) => {
      const client = kind();
      await client.signIn("shopper-60");
      await client.add("abacus", 2);
      return client;
    };

    test.for(foreign)("%j may change nothing", async (headers) => {
      for (const kind of [program, person]) {
        const client = await customer(kind);
        const { cookies } = client;
        const forged = [
          await client.post("/cart/items", { sku: "abacus" }, headers),
          await client.post("/cart/items/abacus", { quantity: 9 }, headers),
          await client.post("/cart/items/abacus/remove", undefined, headers),
          await client.post("/checkout", undefined, headers),
          await client.post("/logout", undefined, headers),
          await client.post("/login", { username: "shopper-61", password: "shopper-61" }, headers),
          await client.send("DELETE", "/cart/items/abacus", { headers }),
        ];
        for (const answer of forged) {
          expect(answer.status).toBe(403);
          expect(answer.type).toBe(kind === program ? "application/problem+json" : "text/html");
          expect(answer.headers.get("x-served-by")).toBe("shop-1");
        }
        expect(client.cookies).toEqual(cookies);
        expect(await client.user()).toBe("shopper-60");
        expect(await client.cart()).toEqual({ abacus: 2 });
      }
    });

    test("get no leave to read an answer, asked for beforehand or not", async () => {
      const origin = "https://evil.example";
      const preflight = { origin, "access-control-request-method": "PUT" };
      for (const method of ["GET", "POST", "OPTIONS"]) {
        for (const path of ["/", "/cart", "/account", "/cart/items/abacus", "/livez", "/public/styles.css"]) {
          const { headers } = await program().send(method, path, { headers: preflight });
          const leave = [...headers.keys()].filter((name) => name.startsWith("access-control-"));
          expect(leave, `${method} ${path}`).toEqual([]);
        }
      }
    });

    test("a link from another web site works, for it only reads", async () => {
      const client = await customer(person);
      const page = await client.get("/cart", { headers: { "sec-fetch-site": "cross-site" } });
      expect(page.status).toBe(200);
      expect(page.text).toContain("Abacus");
    });

    test("the shop's own pages and the address bar may", async () => {
      const own: Record<string, string>[] = [
        { "sec-fetch-site": "same-origin", origin: shop().url },
        { "sec-fetch-site": "none" },
        { origin: shop().url },
      ];
      for (const headers of own)
        expect((await person().post("/cart/items", { sku: "abacus" }, headers)).status).toBe(303);
    });
  });
}
