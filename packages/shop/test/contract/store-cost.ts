import { beforeAll, describe, expect, test } from "vitest";
import { Client } from "../client.ts";
import { signInWithCart } from "../customers.ts";
import type { ContractContext } from "../describe-contract.ts";
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

export function storeCostContract({ open, start }: ContractContext) {
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
    const customer = () => signInWithCart(new Client(url), "shopper-50");

    test("nothing, for visitors who only look, with and without a cart that nothing was put in", async () => {
      for (const kind of ["program", "person"] as const) {
        const visitor = new Client(url, kind);
        for (let round = 0; round < 2; round++) {
          for (const path of ["/", "/login", "/cart", "/account", "/orders/00000000000000"])
            expect(await costOf(() => visitor.get(path)), path).toEqual([]);
          expect(await costOf(() => visitor.post("/checkout"))).toEqual([]);
          expect(await costOf(() => visitor.post("/logout"))).toEqual([]);
        }
        expect(Object.keys(visitor.cookies)).toEqual(["cart"]);
      }
    });

    test("nothing, with cookies that we did not sign", async () => {
      const forged = (await customer()).withCookies({ session: "a.b", cart: `${"0".repeat(32)}.c` });
      expect(await costOf(() => forged.get("/cart"))).toEqual([]);
    });

    test("nothing, for health, files and paths that lead nowhere, even with known cookies", async () => {
      const known = await customer();
      for (const [method, path] of NO_VISITORS_BUSINESS) {
        expect(await costOf(() => known.send(method, path)), `${method} ${path}`).toEqual([]);
      }
    });

    test("one look at the cart, for visitors who put something in it", async () => {
      const visitor = new Client(url, "person");
      await visitor.add("abacus");
      for (const path of ["/", "/login", "/cart"])
        expect(await costOf(() => visitor.get(path)), path).toEqual(["carts.get"]);
    });

    test("one look at session and cart and no write, for a known customer who only looks", async () => {
      const known = await customer();
      for (const path of ["/", "/login", "/cart", "/account"])
        expect(await costOf(() => known.get(path)), path).toEqual(["carts.get", "sessions.get"]);
    });

    test("one look and one change, for a known customer who adds or checks out", async () => {
      const known = await customer();
      expect(await costOf(() => known.add("abacus"))).toEqual(["carts.add", "sessions.get"]);
      expect(await costOf(() => known.post("/checkout"))).toEqual([
        "carts.get",
        "orders.place",
        "sessions.get",
      ]);
    });

    test("one look at the attempts before, then four writes at once, for a visitor who signs in", async () => {
      const visitor = new Client(url);
      await visitor.add("abacus");
      const cost = await costOf(() => visitor.signIn("shopper-52"));
      expect(cost).toEqual([
        "carts.claim",
        "sessions.set",
        "signInAttempts.charge",
        "signInAttempts.clear",
        "userSessions.add",
      ]);
    });

    test("one look at the attempts, for a visitor with a wrong password", async () => {
      const wrong = { username: "shopper-53", password: "byron" };
      expect(await costOf(() => new Client(url).post("/login", wrong))).toEqual(["signInAttempts.charge"]);
    });

    test("nothing, for what another web site asked for", async () => {
      const known = await customer();
      const foreign = { "sec-fetch-site": "cross-site" };
      expect(await costOf(() => known.post("/cart/items", { sku: "abacus" }, foreign))).toEqual([]);
    });
  });
}
