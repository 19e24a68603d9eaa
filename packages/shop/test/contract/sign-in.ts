import { describe, expect, test } from "vitest";
import { keyHeader, signInTwice, signInWithCart } from "../customers.ts";
import type { ContractContext } from "../describe-contract.ts";

export function signInContract({ program, person }: ContractContext) {
  describe("signing in", () => {
    test("a program that signs in gets the name of its user", async () => {
      const ann = program();
      const answer = await ann.post("/login", { username: "shopper-201", password: "shopper-201" });
      expect(answer.status).toBe(200);
      expect(answer.json()).toEqual({ user: "shopper-201" });
      expect(await ann.user()).toBe("shopper-201");
    });

    test("a person who signs in is sent to the catalogue, which greets them", async () => {
      const ann = person();
      const answer = await ann.post("/login", { username: "shopper-201", password: "shopper-201" });
      expect(answer.status).toBe(303);
      expect(answer.location).toBe("/");
      expect((await ann.get("/")).text).toContain("shopper-201");
    });

    test("a wrong password and a name that does not exist get the same 401 and no cookie", async () => {
      const stranger = program();
      const wrong = await stranger.post("/login", { username: "shopper-201", password: "byron" });
      const nobody = await stranger.post("/login", { username: "nobody", password: "byron" });
      expect(wrong.status).toBe(401);
      expect(wrong.type).toBe("application/problem+json");
      expect(nobody.status).toBe(401);
      expect(nobody.body).toBe(wrong.body);
      expect(stranger.cookies).toEqual({});
    });

    test("a person with a wrong password gets the form again, with their name in it and the reason", async () => {
      const answer = await person().post("/login", {
        username: "shopper-202",
        password: "byron",
        next: "/cart",
      });
      expect(answer.status).toBe(401);
      expect(answer.type).toBe("text/html");
      expect(answer.text).toContain("That name and password do not belong together.");
      expect(answer.body).toContain('value="shopper-202"');
      expect(answer.body).toContain('value="/cart"');
    });

    test("a typed name comes back as text, never as markup", async () => {
      const name = `"><script>alert('1')</script>&amp;`;
      const { body } = await person().post("/login", { username: name, password: "x" });
      expect(body).not.toContain("<script");
      expect(body).toContain("&lt;script&gt;");
      expect(body).toContain("&amp;amp;");
    });

    test("a failed sign-in page still shows how many items are in the cart", async () => {
      const customer = person();
      await customer.post("/cart/items", { sku: "abacus", quantity: 7 });
      expect((await customer.get("/login")).text).toContain("7 items");
      const failed = await customer.post("/login", { username: "shopper-203", password: "byron" });
      expect(failed.text).toContain("7 items");
    });

    test("begins a session and keeps the cart, under the same cart cookie", async () => {
      const customer = program();
      await customer.add("abacus", 2);
      const { cartCookie } = customer;
      const answer = await customer.signIn("shopper-2");
      const [device, session] = answer.setCookies.toSorted();
      expect([device, session]).toEqual([
        expect.stringMatching(/^device=/),
        expect.stringMatching(/^session=/),
      ]);
      expect(answer.setCookies).toHaveLength(2);
      expect(customer.cartCookie).toBe(cartCookie);
      expect(await customer.cart()).toEqual({ abacus: 2 });
      const [again, elsewhere] = [await customer.signIn("shopper-2"), program()];
      expect(again.setCookies).toEqual([expect.stringMatching(/^session=/)]);
      await elsewhere.signIn("shopper-2");
      expect(elsewhere.cartId).not.toBe(customer.cartId);
      expect(await elsewhere.cart()).toEqual({});
    });

    test("again changes the session id, ends the previous session and keeps the cart", async () => {
      const customer = program();
      await customer.add("abacus");
      const before = await signInTwice(customer, "shopper-3");
      expect(customer.sessionId).not.toBe(before.sessionId);
      expect(await before.user()).toBeNull();
      expect(await customer.user()).toBe("shopper-3");
      expect(await customer.cart()).toEqual({ abacus: 1 });
    });

    test("as somebody else ends the previous session and begins with an empty cart", async () => {
      const customer = await signInWithCart(program(), "shopper-7");
      const before = customer.withCookies();
      await customer.signIn("shopper-8");
      expect(await before.user()).toBeNull();
      expect(await customer.user()).toBe("shopper-8");
      expect(customer.cartId).not.toBe(before.cartId);
      expect(await customer.cart()).toEqual({});
    });

    test("twice with one idempotency key begins two sessions, of which the first one ends", async () => {
      const customer = program();
      const key = keyHeader();
      const signIn = () => customer.post("/login", { username: "shopper-9", password: "shopper-9" }, key);
      await signIn();
      const before = customer.withCookies();
      await signIn();
      expect(customer.sessionId).not.toBe(before.sessionId);
      expect(await before.user()).toBeNull();
      expect(await customer.user()).toBe("shopper-9");
    });
  });

  describe("where a person lands after signing in", () => {
    const land = async (next: string) =>
      (await person().post("/login", { username: "shopper-4", password: "shopper-4", next })).location;

    test("a path of this shop is followed", async () => {
      expect(await land("/cart")).toBe("/cart");
      expect(await land("/orders/0123")).toBe("/orders/0123");
    });

    test.for([
      "//evil.example",
      "https://evil.example",
      "/\\evil.example",
      "/\\/evil.example",
      "\\\\evil.example",
      "/\t/evil.example",
      "/\n/evil.example",
      " //evil.example",
      "javascript:alert(1)",
      "evil.example",
      "/@evil.example",
      "",
    ])("%j is not followed: the catalogue is shown", async (next) => {
      expect(await land(next)).toBe("/");
      const form = await person().get(`/login?next=${encodeURIComponent(next)}`);
      expect(form.status).toBe(200);
      expect(form.body).not.toMatch(/evil|javascript:/);
    });
  });
}
