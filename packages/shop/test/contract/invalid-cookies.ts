import { describe, expect, test } from "vitest";
import type { Client } from "../client.ts";
import { signInWithCart } from "../customers.ts";
import type { ContractContext } from "../describe-contract.ts";
import { complaints, SECRET } from "../running-shop.ts";

const GARBAGE = ["x", "a.b", "a.b.c.d", "....", "%zz", "%F0%28", "__proto__", '"', "a=b", "x".repeat(4000)];

export function invalidCookieContract({ shop, program, open, start }: ContractContext) {
  /** The cookies show nothing and break nothing, and their ids are not used afterwards. */
  const expectInvalid = async (client: Client) => {
    const { sessionCookie, sessionId, cartCookie, cartId } = client;
    const sent = `session=${sessionCookie} cart=${cartCookie}`;
    const before = shop().log.length;
    expect(await client.user(), sent).toBeNull();
    expect(await client.cart(), sent).toEqual({});
    expect((await client.post("/checkout")).status, sent).toBe(401);
    expect((await client.add("abacus")).status, sent).toBe(200);
    if (cartCookie) expect(client.cartId, sent).not.toBe(cartId);
    expect(await client.cart(), sent).toEqual({ abacus: 1 });
    await client.signIn("shopper-40");
    if (sessionCookie) expect(client.sessionId, sent).not.toBe(sessionId);
    expect(complaints(shop().log.slice(before))).toEqual([]);
  };

  describe("invalid cookies", () => {
    test.for(GARBAGE)("%j is neither a session nor a cart", async (value) => {
      await expectInvalid(program().withCookies({ session: value }));
      await expectInvalid(program().withCookies({ cart: value }));
    });

    test("a cookie with any part changed is not valid, and the original still is", async () => {
      const [one, other] = [
        await signInWithCart(program(), "shopper-41"),
        await signInWithCart(program(), "shopper-41"),
      ];
      for (const name of ["session", "cart"] as const) {
        const [id = "", signature = ""] = (one.cookies[name] ?? "").split(".");
        const [otherId, otherSignature] = (other.cookies[name] ?? "").split(".");
        const flipped = (text: string) => text.replace(/^./, (letter) => (letter === "a" ? "b" : "a"));
        const tampered = [
          `${otherId}.${signature}`,
          `${id}.${otherSignature}`,
          `${id}.${flipped(signature)}`,
          `${flipped(id)}.${signature}`,
          `${id}-new.${signature}`,
          `${id}.`,
          id,
          `${id}.${signature}.${signature}`,
        ];
        for (const value of tampered) await expectInvalid(program().withCookies({ [name]: value }));
      }
      expect(await one.user()).toBe("shopper-41");
      expect(await one.cart()).toEqual({ abacus: 2 });
    });

    test("a session cookie is not valid as a cart cookie, nor a cart cookie as a session cookie", async () => {
      const client = await signInWithCart(program(), "shopper-42");
      const visitor = program();
      await visitor.add("framed-moth");
      for (const { cartCookie } of [client, visitor])
        await expectInvalid(program().withCookies({ session: cartCookie }));
      await expectInvalid(program().withCookies({ cart: client.sessionCookie }));
      await expectInvalid(program().withCookies({ session: client.cartCookie, cart: client.sessionCookie }));
    });

    test("a cookie signed with another secret is not valid, even for a session that exists", async () => {
      const state = await open();
      const ours = await start({ state });
      const forger = await start({ state, SESSION_SECRET: SECRET.replace("secret", "Secret") });
      const forged = await signInWithCart(program(forger.url), "shopper-43");
      expect(await forged.user()).toBe("shopper-43");
      await expectInvalid(forged.withCookies(forged.cookies, ours.url));
    });

    test("a cookie of another realm is not valid, even with the same secret and state", async () => {
      const state = await open();
      const ours = await start({ state });
      const theirs = await start({ state, app: { realm: "another shop on this host" } });
      const visitor = await signInWithCart(program(theirs.url), "shopper-44");
      expect(await visitor.user()).toBe("shopper-44");
      await expectInvalid(visitor.withCookies(visitor.cookies, ours.url));
    });

    test("a session that has ended is not revived under its id", async () => {
      const client = await signInWithCart(program(), "shopper-45");
      const ended = client.withCookies({ session: client.sessionCookie });
      await client.post("/logout");
      await expectInvalid(ended);
    });

    test("an invalid cookie does no harm: signing in replaces it", async () => {
      const client = program().withCookies({ session: "x", cart: "y", device: "z" });
      const { setCookies } = await client.signIn("shopper-46");
      expect(setCookies).toHaveLength(3);
      expect(await client.user()).toBe("shopper-46");
    });
  });
}
