import { describe, expect, test } from "vitest";
import { signInTwice, signInWithCart } from "../customers.ts";
import type { ContractContext } from "../describe-contract.ts";

export function signOutContract({ program, person, open, start }: ContractContext) {
  describe("signing out", () => {
    test("ends the session on the server, clears its cookie, empties the cart and begins another one", async () => {
      const customer = await signInWithCart(program(), "shopper-5");
      const replayed = customer.withCookies();
      const answer = await customer.post("/logout");
      expect([answer.status, answer.body]).toEqual([204, ""]);
      expect(Object.keys(customer.cookies).toSorted()).toEqual(["cart", "device"]);
      expect(customer.cartId).not.toBe(replayed.cartId);
      expect(await customer.cart()).toEqual({});
      expect(await replayed.user()).toBeNull();
      expect((await replayed.post("/checkout")).status).toBe(401);
      // signing in with the old cart cookie does not bring the contents back
      await replayed.signIn("shopper-5");
      expect(await replayed.cart()).toEqual({});
    });

    test("sends a person back to the catalogue", async () => {
      const customer = person();
      await customer.signIn("shopper-6");
      const answer = await customer.post("/logout");
      expect([answer.status, answer.location]).toEqual([303, "/"]);
      expect(customer.sessionCookie).toBe("");
    });

    test("has a button on every page", async () => {
      const client = person();
      await client.signIn("shopper-82");
      await client.add("abacus");
      const receipt = (await client.post("/checkout")).location ?? "";
      for (const path of ["/", "/cart", "/account", "/login", receipt, "/orders/00000000000000"]) {
        const { body, text } = await client.get(path);
        expect(body, path).toContain('<form class="who" method="post" action="/logout?key=');
        expect(text, path).toMatch(/Sign out(?! everywhere)/);
      }
    });

    test("is not an error without a session, and leaves the cart alone", async () => {
      for (const visitor of [program(), person()]) {
        await visitor.add("abacus");
        const { cookies } = visitor;
        expect((await visitor.post("/logout")).status).toBe(visitor.kind === "program" ? 204 : 303);
        expect(visitor.cookies).toEqual(cookies);
        expect(await visitor.cart()).toEqual({ abacus: 1 });
      }
    });

    test("with a session that has ended clears its cookie and begins another cart", async () => {
      const customer = program();
      await customer.add("abacus");
      const away = await signInTwice(customer, "shopper-6");
      expect((await away.post("/logout")).status).toBe(204);
      expect(Object.keys(away.cookies).toSorted()).toEqual(["cart", "device"]);
      expect(await away.cart()).toEqual({});
      expect(await customer.cart()).toEqual({ abacus: 1 });
    });
  });

  describe("signing out everywhere", () => {
    test("ends all sessions of the user, and nobody else's", async () => {
      const here = await signInWithCart(program(), "shopper-80");
      const replayed = here.withCookies();
      const [elsewhere, other] = [program(), program()];
      await elsewhere.signIn("shopper-80");
      await other.signIn("shopper-81");
      const answer = await here.post("/logout/everywhere");
      expect([answer.status, answer.body]).toEqual([204, ""]);
      expect(Object.keys(here.cookies).toSorted()).toEqual(["cart", "device"]);
      expect(await here.cart()).toEqual({});
      for (const client of [replayed, elsewhere]) expect(await client.user()).toBeNull();
      expect(await other.user()).toBe("shopper-81");
      await here.signIn("shopper-80");
      expect(await here.user()).toBe("shopper-80");
    });

    test("is 401 without a session, and ends nothing", async () => {
      const [stranger, client] = [program(), program()];
      await client.add("abacus");
      const ended = await signInTwice(client, "shopper-84");
      for (const asking of [stranger, ended]) {
        const { cookies } = asking;
        const answer = await asking.post("/logout/everywhere");
        expect([answer.status, answer.type]).toEqual([401, "application/problem+json"]);
        expect(answer.text).toContain("Please sign in first");
        expect(asking.cookies).toEqual(cookies);
      }
      expect(await client.user()).toBe("shopper-84");
      expect(await client.cart()).toEqual({ abacus: 1 });
    });

    test("is 401 with an expired session, and the user's other session goes on", async () => {
      const state = await open();
      const { url } = await start({ state });
      const [expired, other] = [program(url), program(url)];
      for (const client of [expired, other]) await client.signIn("shopper-85");
      await new Promise<void>((resolve) => state.sessions.destroy(expired.sessionId, () => resolve()));
      expect((await expired.post("/logout/everywhere")).status).toBe(401);
      expect(expired.sessionCookie).not.toBe("");
      expect(await other.user()).toBe("shopper-85");
    });

    test("is offered to people who are signed in, and leads to the catalogue", async () => {
      const client = person();
      expect((await client.get("/account")).location).toBe("/login?next=/account");
      await client.signIn("shopper-83");
      const page = await client.get("/account");
      expect(page.text).toContain("shopper-83");
      expect(page.text).toContain("Sign out everywhere");
      const [, action = ""] = /action="(\/logout\/everywhere[^"]*)"/.exec(page.body) ?? [];
      const answer = await client.post(action);
      expect([answer.status, answer.location, client.sessionCookie]).toEqual([303, "/", ""]);
    });
  });
}
