import { describe, expect, test } from "vitest";
import type { Bench } from "../contract.ts";

export function signInContract({ program, person }: Bench) {
  describe("signing in", () => {
    test("a program that signs in is told who it is", async () => {
      const ada = program();
      const answer = await ada.post("/login", { username: "ada", password: "lovelace" });
      expect(answer.status).toBe(200);
      expect(answer.json()).toEqual({ user: "ada" });
      expect((await ada.get("/whoami")).json()).toMatchObject({ session: "known", user: "ada" });
    });

    test("a person who signs in is sent to the catalogue, which greets them", async () => {
      const ada = person();
      const answer = await ada.post("/login", { username: "ada", password: "lovelace" });
      expect(answer.status).toBe(303);
      expect(answer.location).toBe("/");
      expect((await ada.get("/")).text).toContain("ada");
    });

    test("the cookie is kept from scripts and from other sites' requests", async () => {
      const ada = program();
      await ada.signIn("shopper-1");
      const [cookie, ...others] = ada.setCookies;
      expect(others).toEqual([]);
      const attributes = cookie?.split("; ").slice(1);
      expect(attributes).toEqual(expect.arrayContaining(["HttpOnly", "SameSite=Lax", "Path=/"]));
      expect(attributes).not.toContain("Secure");
      expect(cookie).not.toContain("Domain=");
    });

    test("a wrong password and a name that nobody has get the same 401 and no cookie", async () => {
      const stranger = program();
      const wrong = await stranger.post("/login", { username: "ada", password: "byron" });
      const nobody = await stranger.post("/login", { username: "nobody", password: "lovelace" });
      expect(wrong.status).toBe(401);
      expect(wrong.type).toBe("application/problem+json");
      expect(nobody.status).toBe(401);
      expect(nobody.body).toBe(wrong.body);
      expect(stranger.cookies.size).toBe(0);
    });

    test("a person with a wrong password gets the form again, with their name in it and the reason", async () => {
      const answer = await person().post("/login", { username: "ada", password: "byron", next: "/cart" });
      expect(answer.status).toBe(401);
      expect(answer.type).toBe("text/html");
      expect(answer.text).toContain("That name and password do not belong together.");
      expect(answer.body).toContain('value="ada"');
      expect(answer.body).toContain('value="/cart"');
    });

    test("what somebody typed comes back as text, never as markup", async () => {
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
      const failed = await customer.post("/login", { username: "ada", password: "byron" });
      expect(failed.text).toContain("7 items");
    });

    test("signing in changes the session id and keeps the cart; the old cookie is worth nothing", async () => {
      const customer = program();
      await customer.post("/cart/items", { sku: "abacus", quantity: 2 });
      const before = customer.withCookie(customer.cookie);
      await customer.signIn("shopper-2");
      expect(customer.ticket[0]).not.toBe(before.ticket[0]);
      expect((await customer.get("/whoami")).json()).toMatchObject({ session: "known", items: 2 });
      expect((await before.get("/whoami")).json()).toMatchObject({
        session: "unknown",
        user: null,
        items: 0,
      });
      expect((await before.get("/cart")).json()).toEqual({ items: [], total: 0 });
    });

    test("of two who sign in at once from one session, which one of them may have planted, one gets its cart", async () => {
      const planter = program();
      await planter.post("/cart/items", { sku: "abacus", quantity: 2 });
      const [one, other] = [planter.withCookie(planter.cookie), planter.withCookie(planter.cookie)];
      await Promise.all([one.signIn("shopper-7"), other.signIn("shopper-8")]);
      const carts = [one, other].map(({ ticket }) => ticket[1]);
      expect(carts[0]).not.toBe(carts[1]);
      const seen = await Promise.all([one, other].map((client) => client.get("/whoami")));
      const items = seen.map((answer) => answer.json<{ items: number }>().items);
      expect(items.sort()).toEqual([0, 2]);
    });

    test("signing in again, too, changes the session id", async () => {
      const customer = program();
      await customer.signIn("shopper-3");
      const before = customer.withCookie(customer.cookie);
      await customer.signIn("shopper-3");
      expect((await before.get("/whoami")).json()).toMatchObject({ session: "unknown", user: null });
      expect((await customer.get("/whoami")).json()).toMatchObject({ session: "known", user: "shopper-3" });
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
    ])("%j is not, but leads to the catalogue", async (next) => {
      expect(await land(next)).toBe("/");
      const form = await person().get(`/login?next=${encodeURIComponent(next)}`);
      expect(form.status).toBe(200);
      expect(form.body).not.toMatch(/evil|javascript:/);
    });
  });

  describe("signing out", () => {
    test("ends the session on the server and clears the cookie", async () => {
      const customer = program();
      await customer.signIn("shopper-5");
      await customer.post("/cart/items", { sku: "abacus" });
      const replayed = customer.withCookie(customer.cookie);
      const answer = await customer.post("/logout");
      expect(answer.status).toBe(204);
      expect(answer.body).toBe("");
      expect(customer.cookies.size).toBe(0);
      const whoami = { session: "unknown", user: null, items: 0 };
      expect((await replayed.get("/whoami")).json()).toMatchObject(whoami);
      expect((await replayed.post("/checkout")).status).toBe(401);
    });

    test("sends a person back to the catalogue", async () => {
      const customer = person();
      await customer.signIn("shopper-6");
      const answer = await customer.post("/logout");
      expect(answer.status).toBe(303);
      expect(answer.location).toBe("/");
      expect(customer.cookie).toBe("");
    });

    test("is no error for somebody without a session", async () => {
      expect((await program().post("/logout")).status).toBe(204);
      expect((await person().post("/logout")).status).toBe(303);
    });
  });

  describe("signing out everywhere", () => {
    const whoami = async (client: ReturnType<typeof program>) =>
      (await client.get("/whoami", { headers: { accept: "application/json" } })).json();

    test("ends all sessions of the user, and nobody else's", async () => {
      const [here, elsewhere, other] = [program(), program(), program()];
      for (const client of [here, elsewhere]) await client.signIn("shopper-80");
      await other.signIn("shopper-81");
      await here.post("/cart/items", { sku: "abacus" });
      const replayed = here.withCookie(here.cookie);
      const answer = await here.post("/logout/everywhere");
      expect([answer.status, answer.body]).toEqual([204, ""]);
      expect(here.cookies.size).toBe(0);
      for (const client of [replayed, elsewhere])
        expect(await whoami(client)).toMatchObject({ session: "unknown", user: null, items: 0 });
      expect(await whoami(other)).toMatchObject({ session: "known", user: "shopper-81" });
    });

    test("can be asked for again, and by somebody who is not signed in", async () => {
      const client = program();
      expect((await client.post("/logout/everywhere")).status).toBe(204);
      await client.signIn("shopper-82");
      const again = client.withCookie(client.cookie);
      for (const asking of [client, again])
        expect((await asking.post("/logout/everywhere")).status).toBe(204);
      await client.signIn("shopper-82");
      expect(await whoami(client)).toMatchObject({ user: "shopper-82" });
    });

    test("is offered to people who are signed in, and leads to the catalogue", async () => {
      const client = person();
      expect((await client.get("/whoami")).text).not.toContain("Sign out everywhere");
      await client.signIn("shopper-83");
      const page = await client.get("/whoami");
      expect(page.text).toContain("Sign out everywhere");
      const [, action = ""] = /action="(\/logout\/everywhere[^"]*)"/.exec(page.body) ?? [];
      const answer = await client.post(action);
      expect([answer.status, answer.location, client.cookie]).toEqual([303, "/", ""]);
    });
  });
}
