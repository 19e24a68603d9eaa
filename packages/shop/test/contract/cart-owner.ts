import { describe, expect, test } from "vitest";
import type { Client } from "../client.ts";
import { keyHeader } from "../customers.ts";
import type { ContractContext } from "../describe-contract.ts";

export function cartOwnerContract({ program, person, open, start }: ContractContext) {
  /** A planter, and a victim who signs in with the planter's cart cookie and adds something. */
  const planted = async (user: string, url?: string) => {
    const planter = program(url);
    await planter.add("abacus", 2);
    const victim = planter.withCookies();
    await victim.signIn(user);
    await victim.add("core-memory");
    return { planter, victim };
  };

  describe("a planted cart cookie", () => {
    test("tells its planter nothing once the victim has signed in", async () => {
      const { planter, victim } = await planted("shopper-310");
      const { cookies } = planter;
      expect(await planter.cart()).toEqual({});
      for (const path of ["/", "/cart", "/login"]) {
        const { text } = await person().withCookies(cookies).get(path);
        expect(text, path).toContain("Cart 0 items");
        expect(text, path).not.toContain("shopper-310");
        if (path === "/cart") expect(text).toContain("Your cart is empty");
      }
      expect((await planter.post("/checkout")).status).toBe(401);
      expect(planter.cookies).toEqual(cookies);
      expect(await victim.cart()).toEqual({ abacus: 2, "core-memory": 1 });
    });

    test("accepts changes while they may have overlapped the sign-in, and answers nothing about the cart", async () => {
      const { planter, victim } = await planted("shopper-311");
      const { cookies } = planter;
      const key = keyHeader();
      const changes = [
        await planter.post("/cart/items", { sku: "framed-moth" }, key),
        await planter.post("/cart/items", { sku: "framed-moth" }, key),
        await planter.put("/cart/items/paper-tape", { quantity: 3 }),
        await planter.delete("/cart/items/paper-tape"),
      ];
      for (const { status, body, setCookies } of changes)
        expect([status, JSON.parse(body), setCookies]).toEqual([202, { accepted: true }, []]);
      const form = await person().withCookies(cookies).add("framed-moth");
      expect([form.status, form.location, form.setCookies]).toEqual([303, "/cart", []]);
      expect(await victim.cart()).toEqual({ abacus: 2, "core-memory": 1, "framed-moth": 2 });
      expect(planter.cookies).toEqual(cookies);
    });

    test("still names the victim's cart after a checkout", async () => {
      const { planter, victim } = await planted("shopper-328");
      expect((await victim.post("/checkout")).status).toBe(201);
      expect((await planter.add("framed-moth")).json()).toEqual({ accepted: true });
      await victim.add("paper-tape");
      expect(await planter.cart()).toEqual({});
      expect(await victim.cart()).toEqual({ "paper-tape": 1, "framed-moth": 1 });
    });

    test("cannot change the victim's cart after the overlap: the planter's change begins another cart with another cookie", async () => {
      const { url } = await start({ state: await open({ overlap: 1 }) });
      const { planter, victim } = await planted("shopper-312", url);
      const { cartId } = planter;
      const add = async () => (await planter.add("framed-moth")).status;
      await expect.poll(add, { timeout: 5000, interval: 50 }).toBe(200);
      expect(planter.cartId).not.toBe(cartId);
      expect(await planter.cart()).toEqual({ "framed-moth": 1 });
      const { "framed-moth": counted, ...cart } = await victim.cart();
      expect(cart).toEqual({ abacus: 2, "core-memory": 1 });
      await planter.add("framed-moth");
      expect(await victim.cart()).toEqual({ ...cart, ...(counted && { "framed-moth": counted }) });
    });

    test("shows nothing to its planter who signs in as somebody else", async () => {
      const { planter, victim } = await planted("shopper-313");
      await planter.signIn("shopper-314");
      expect(await planter.cart()).toEqual({});
      await planter.add("paper-tape");
      expect(await planter.cart()).toEqual({ "paper-tape": 1 });
      expect(await victim.cart()).toEqual({ abacus: 2, "core-memory": 1 });
    });
  });

  describe("a browser whose session has ended", () => {
    /** A user's browser with a cart, after session and overlap have ended. */
    const returning = async (user: string) => {
      const state = await open({ overlap: 0 });
      const { url } = await start({ state });
      const client = program(url);
      await client.signIn(user);
      await client.add("abacus");
      await new Promise<void>((done) => state.sessions.destroy(client.sessionId, () => done()));
      return client;
    };
    const look = async (client: Client) => {
      expect(await client.user()).toBeNull();
      expect(await client.cart()).toEqual({});
      for (const path of ["/", "/cart", "/login"])
        expect((await client.at(client.url, "person").get(path)).text, path).toContain("Cart 0 items");
    };

    test("shows nothing of the cart until its user signs in again and finds everything there", async () => {
      const client = await returning("shopper-315");
      await look(client);
      await client.signIn("shopper-315");
      expect(await client.cart()).toEqual({ abacus: 1 });
    });

    test("finds the cart again even without the session's cookie", async () => {
      const client = await returning("shopper-316");
      const later = client.withCookies({ cart: client.cartCookie });
      await look(later);
      await later.signIn("shopper-316");
      expect(await later.cart()).toEqual({ abacus: 1 });
    });

    test("begins with an empty cart for another user, and keeps the first user's cart", async () => {
      const client = await returning("shopper-317");
      const before = client.withCookies();
      await client.signIn("shopper-318");
      expect(await client.cart()).toEqual({});
      await client.add("paper-tape");
      expect(await client.cart()).toEqual({ "paper-tape": 1 });
      await before.signIn("shopper-317");
      expect(await before.cart()).toEqual({ abacus: 1 });
    });

    test("begins, for another user, with what they put in before signing in and nothing else", async () => {
      const client = await returning("shopper-319");
      await client.add("paper-tape");
      await client.signIn("shopper-320");
      expect(await client.cart()).toEqual({ "paper-tape": 1 });
    });

    test("puts simultaneous adds into one new cart, which its user finds together with the previous cart", async () => {
      const client = await returning("shopper-321");
      const { cartId } = client;
      const skus = ["abacus", "paper-tape", "framed-moth"];
      const answers = await Promise.all(skus.map((sku) => client.add(sku)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect(client.cartId).not.toBe(cartId);
      expect(await client.cart()).toEqual({ abacus: 1, "paper-tape": 1, "framed-moth": 1 });
      await client.signIn("shopper-321");
      expect(await client.cart()).toEqual({ abacus: 2, "paper-tape": 1, "framed-moth": 1 });
    });

    test("makes an add that is sent again with its key once, even if its answer and cookie were lost", async () => {
      const client = await returning("shopper-322");
      const before = client.withCookies();
      const key = keyHeader();
      for (const sending of [before, client]) await sending.post("/cart/items", { sku: "paper-tape" }, key);
      expect(client.cookies).toEqual(before.cookies);
      expect(await client.cart()).toEqual({ "paper-tape": 1 });
    });

    test("moves the previous cart once, even if two tabs sign in at once", async () => {
      const client = await returning("shopper-323");
      await client.add("paper-tape");
      await Promise.all([client.signIn("shopper-323"), client.signIn("shopper-323")]);
      expect(await client.user()).toBe("shopper-323");
      expect(await client.cart()).toEqual({ abacus: 1, "paper-tape": 1 });
      await client.signIn("shopper-323");
      expect(await client.cart()).toEqual({ abacus: 1, "paper-tape": 1 });
    });
  });

  describe("the next user in the same browser", () => {
    test.for(["/logout", "/logout/everywhere"])("starts with another, empty cart after %s", async (path) => {
      const client = program();
      await client.signIn("shopper-324");
      await client.add("abacus");
      const { cartId } = client;
      await client.post(path);
      await client.add("paper-tape");
      await client.signIn("shopper-325");
      expect(client.cartId).not.toBe(cartId);
      expect(await client.cart()).toEqual({ "paper-tape": 1 });
      await client.post(path);
      await client.signIn("shopper-324");
      expect(await client.cart()).toEqual({});
    });

    test("starts with an empty cart even if nobody signed out", async () => {
      const client = program();
      await client.signIn("shopper-326");
      await client.add("abacus");
      await client.signIn("shopper-327");
      expect(await client.cart()).toEqual({});
      expect((await client.post("/checkout")).status).toBe(409);
    });
  });
}
