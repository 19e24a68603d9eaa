import { beforeAll, describe, expect, test } from "vitest";
import { Client } from "../client.ts";
import { signInWithCart } from "../customers.ts";
import type { ContractContext } from "../describe-contract.ts";
import { watched } from "../running-shop.ts";

const WITHOUT_CUSTOMER = [
  ["GET", "/livez"],
  ["GET", "/readyz"],
  ["GET", "/statez"],
  ["GET", "/public/styles.css"],
  ["GET", "/public/none.css"],
  ["GET", "/nowhere"],
  ["POST", "/nowhere"],
  ["DELETE", "/cart"],
  ["GET", "/%zz"],
] as const;

export function storeCostContract({ open, start }: ContractContext) {
  describe("the store calls of a request", () => {
    let url: string;
    let calls: string[];
    beforeAll(async () => {
      const watching = watched(await open());
      calls = watching.calls;
      url = (await start({ state: watching.state })).url;
    });

    /** The store calls that a request makes. */
    const costOf = async (request: () => Promise<unknown>) => {
      calls.length = 0;
      await request();
      return calls.toSorted();
    };
    const customer = () => signInWithCart(new Client(url), "shopper-50");

    test("none, for visitors who only look, except into their cart: the answer to their first change may have been lost", async () => {
      for (const kind of ["program", "person"] as const) {
        const visitor = new Client(url, kind);
        for (let round = 0; round < 2; round++) {
          for (const path of ["/", "/login", "/account", "/orders/00000000000000"])
            expect(await costOf(() => visitor.get(path)), path).toEqual([]);
          expect(await costOf(() => visitor.get("/cart"))).toEqual(["carts.get"]);
          expect(await costOf(() => visitor.post("/checkout"))).toEqual(["carts.get"]);
          expect(await costOf(() => visitor.post("/logout"))).toEqual([]);
        }
        expect(Object.keys(visitor.cookies)).toEqual(["cart"]);
      }
    });

    test("none, for cookies that we did not sign", async () => {
      const forged = (await customer()).withCookies({ session: "a.b", cart: `${"0".repeat(32)}.c` });
      expect(await costOf(() => forged.get("/cart"))).toEqual([]);
    });

    test("none, for health checks, files and unknown paths, even with valid cookies", async () => {
      const known = await customer();
      for (const [method, path] of WITHOUT_CUSTOMER) {
        expect(await costOf(() => known.send(method, path)), `${method} ${path}`).toEqual([]);
      }
    });

    test("one read of the cart, for visitors who put something in it", async () => {
      const visitor = new Client(url, "person");
      await visitor.add("abacus");
      for (const path of ["/", "/login", "/cart"])
        expect(await costOf(() => visitor.get(path)), path).toEqual(["carts.get"]);
    });

    test("a read of session and of cart and no write, for a signed-in customer who only looks", async () => {
      const known = await customer();
      for (const path of ["/", "/login", "/cart", "/account"])
        expect(await costOf(() => known.get(path)), path).toEqual(["carts.get", "sessions.get"]);
    });

    test("reads and one change, for a signed-in customer who adds or checks out", async () => {
      const known = await customer();
      expect(await costOf(() => known.add("abacus"))).toEqual(["carts.add", "sessions.get"]);
      expect(await costOf(() => known.post("/checkout"))).toEqual([
        "carts.get",
        "orders.place",
        "sessions.get",
      ]);
    });

    test("one count of the attempt, then four writes at once, for a visitor who signs in", async () => {
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

    test("one count of the attempt, for a visitor with a wrong password", async () => {
      const wrong = { username: "shopper-53", password: "byron" };
      expect(await costOf(() => new Client(url).post("/login", wrong))).toEqual(["signInAttempts.charge"]);
    });

    test("none, for a change that another web site makes a browser send", async () => {
      const known = await customer();
      const foreign = { "sec-fetch-site": "cross-site" };
      expect(await costOf(() => known.post("/cart/items", { sku: "abacus" }, foreign))).toEqual([]);
    });
  });
}
