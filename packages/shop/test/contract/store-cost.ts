import { beforeAll, describe, expect, test } from "vitest";
import { Client } from "../client.ts";
import type { Bench } from "../contract.ts";
import { watched } from "../running-shop.ts";

const NO_VISITORS_BUSINESS = [
  ["GET", "/livez"],
  ["GET", "/readyz"],
  ["GET", "/public/styles.css"],
  ["GET", "/public/none.css"],
  ["GET", "/nowhere"],
  ["POST", "/nowhere"],
  ["DELETE", "/cart"],
  ["GET", "/%zz"],
] as const;

export function storeCostContract({ open, start }: Bench) {
  describe("what a request costs the store", () => {
    let url: string;
    let calls: string[];
    beforeAll(async () => {
      const watching = watched(await open());
      calls = watching.calls;
      url = (await start({ state: watching.state })).url;
    });

    /** The calls to the store that a request makes. */
    const costOf = async (request: () => Promise<unknown>) => {
      calls.length = 0;
      await request();
      return calls.toSorted();
    };
    const customer = async () => {
      const client = new Client(url);
      await client.signIn("shopper-50");
      await client.post("/cart/items", { sku: "abacus" });
      return client;
    };

    test("nothing, for somebody without a cookie who only looks", async () => {
      for (const kind of ["program", "person"] as const) {
        const visitor = new Client(url, kind);
        for (const path of ["/", "/login", "/cart", "/whoami", "/orders/00000000000000"])
          expect(await costOf(() => visitor.get(path)), path).toEqual([]);
        expect(await costOf(() => visitor.post("/checkout"))).toEqual([]);
        expect(await costOf(() => visitor.post("/logout"))).toEqual([]);
      }
    });

    test("nothing, with a cookie that we did not sign", async () => {
      const forged = (await customer()).withCookie("a.b.shop-1.c");
      expect(await costOf(() => forged.get("/cart"))).toEqual([]);
    });

    test("nothing, for health, files and paths that lead nowhere, even with a known cookie", async () => {
      const known = await customer();
      for (const [method, path] of NO_VISITORS_BUSINESS) {
        expect(await costOf(() => known.send(method, path)), `${method} ${path}`).toEqual([]);
      }
    });

    test("one look at session and cart and no write, for a known customer who only looks", async () => {
      const known = await customer();
      for (const path of ["/", "/login", "/cart", "/whoami"])
        expect(await costOf(() => known.get(path)), path).toEqual(["carts.get", "sessions.get"]);
    });

    test("one touch, however many clicks, each time the session is due", async () => {
      const watching = watched(await open());
      // due after a quarter of a second
      const shop = await start({ state: watching.state, SESSION_IDLE: 1 });
      const client = new Client(shop.url);
      await client.signIn("shopper-51");
      const signedIn = Date.now();
      const touches = () => watching.calls.filter((call) => call === "sessions.touch").length;
      while (touches() === 0) await client.get("/whoami");
      expect(Date.now() - signedIn).toBeGreaterThanOrEqual(245);
      const touched = Date.now();
      while (Date.now() - touched < 150) await client.get("/whoami");
      expect(touches()).toBe(1);
    });

    test("nothing, for what another web site asked for", async () => {
      const known = await customer();
      const foreign = { "sec-fetch-site": "cross-site" };
      expect(await costOf(() => known.post("/cart/items", { sku: "abacus" }, foreign))).toEqual([]);
    });
  });
}
