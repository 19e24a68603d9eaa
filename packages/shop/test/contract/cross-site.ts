import { request } from "node:http";
import { describe, expect, test } from "vitest";
import { signInWithCart } from "../customers.ts";
import type { ContractContext } from "../describe-contract.ts";

/** The status of an add with these headers. Not with fetch(), which would not let us choose the host. */
function statusOfAdd(url: string, headers: Record<string, string>): Promise<number | undefined> {
  const body = JSON.stringify({ sku: "abacus" });
  const all = { accept: "application/json", "content-type": "application/json", ...headers };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/cart/items`, { method: "POST", headers: all });
    sent.on("response", (response) => resolve(response.resume().statusCode)).on("error", reject);
    sent.end(body);
  });
}

const SAME = [
  ["localhost", "http://localhost"],
  ["LOCALHOST", "http://localhost"],
  ["localhost:80", "http://localhost"],
  ["localhost:8080", "http://localhost:8080"],
  ["Shop.Example:8080", "http://shop.example:8080"],
  ["[::1]:8080", "http://[::1]:8080"],
  ["[0:0:0:0:0:0:0:1]", "http://[::1]"],
] as const;

const FOREIGN = [
  ["localhost", "https://localhost"],
  ["localhost", "http://localhost:8080"],
  ["localhost:443", "http://localhost"],
  ["localhost:8080", "http://localhost"],
  ["localhost", "http://localhost.evil.example"],
  ["localhost.", "http://localhost"],
  ["localhost", "ftp://localhost"],
  ["localhost", "http://localhost/"],
  ["localhost", "null"],
  ["localhost", "garbage"],
] as const;

const MALFORMED = [
  "",
  ":",
  "localhost:http",
  "localhost:99999",
  "[::1",
  "local host",
  "localhost/",
  "localhost?",
  "evil@localhost",
  "localhost\\",
  "local\thost",
  "%",
  "256.256.256.256",
];

export function crossSiteContract({ shop, program, person, open, start }: ContractContext) {
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

    test.for(foreign)("%j may change nothing", async (headers) => {
      for (const kind of [program, person]) {
        const client = await signInWithCart(kind(), "shopper-60");
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

    test("get no permission to read an answer, with or without a preflight", async () => {
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

    test("a link from another web site works, because it only reads", async () => {
      const client = await signInWithCart(person(), "shopper-60");
      const page = await client.get("/cart", { headers: { "sec-fetch-site": "cross-site" } });
      expect(page.status).toBe(200);
      expect(page.text).toContain("Abacus");
    });

    test("the shop's own pages and the address bar may change something", async () => {
      const own: Record<string, string>[] = [
        { "sec-fetch-site": "same-origin", origin: shop().url },
        { "sec-fetch-site": "none" },
        { origin: shop().url },
      ];
      for (const headers of own)
        expect((await person().post("/cart/items", { sku: "abacus" }, headers)).status).toBe(303);
    });
  });

  describe("an origin is the shop's own", () => {
    test.for(SAME)("by the rules of browsers: Host %s, Origin %s", async ([host, origin]) => {
      expect(await statusOfAdd(shop().url, { host, origin })).toBe(200);
    });

    test.for(FOREIGN)("and a different one is refused: Host %s, Origin %s", async ([host, origin]) => {
      expect(await statusOfAdd(shop().url, { host, origin })).toBe(403);
    });

    test.for(MALFORMED)("but not if the host is invalid: %j", async (host) => {
      for (const origin of ["http://localhost", "null", `http://${host.replaceAll(/\s/g, "")}`])
        expect(await statusOfAdd(shop().url, { host, origin }), origin).toBe(403);
    });

    test("with https if the shop is reached over TLS", async () => {
      const { url } = await start({ state: await open(), SECURE_COOKIES: true });
      const status = (host: string, origin: string) => statusOfAdd(url, { host, origin });
      expect(await status("shop.example", "https://shop.example")).toBe(200);
      expect(await status("shop.example:443", "https://shop.example")).toBe(200);
      expect(await status("shop.example", "http://shop.example")).toBe(403);
      expect(await status("shop.example:80", "https://shop.example")).toBe(403);
    });

    test("whatever X-Forwarded-Host and X-Forwarded-Proto say", async () => {
      const forwarded = { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" };
      const foreign = { host: "localhost", origin: "https://evil.example", ...forwarded };
      expect(await statusOfAdd(shop().url, foreign)).toBe(403);
      const own = { host: "localhost", origin: "http://localhost", ...forwarded };
      expect(await statusOfAdd(shop().url, own)).toBe(200);
    });
  });
}
