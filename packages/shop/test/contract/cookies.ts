import { describe, expect, test } from "vitest";
import type { Client } from "../client.ts";
import type { Bench } from "../contract.ts";
import { complaints, SECRET } from "../running-shop.ts";

export function cookieContract({ shop, program, open, start }: Bench) {
  describe("session cookies", () => {
    const customer = async (url = shop().url) => {
      const client = program().withCookie("", url);
      await client.signIn("shopper-30");
      await client.post("/cart/items", { sku: "abacus" });
      return client;
    };

    /** The cookie opens nothing, breaks nothing, and is no session's id afterwards. */
    const expectWorthless = async (client: Client) => {
      const [cookie, planted] = [client.cookie, client.ticket[0]];
      const before = shop().log.length;
      const whoami = (await client.get("/whoami")).json<{ session: string }>();
      expect(whoami, cookie).toMatchObject({ user: null, items: 0 });
      expect(whoami.session, cookie).not.toBe("known");
      expect((await client.get("/cart")).json(), cookie).toEqual({ items: [], total: 0 });
      expect((await client.post("/checkout")).status, cookie).toBe(401);
      expect((await client.post("/cart/items", { sku: "abacus" })).status, cookie).toBe(200);
      expect(client.ticket[0], cookie).not.toBe(planted);
      expect((await client.get("/whoami")).json(), cookie).toMatchObject({ session: "known", items: 1 });
      expect(complaints(shop().log.slice(before))).toEqual([]);
    };

    test("garbage is worth nothing", async () => {
      const garbage = [
        "x",
        "a.b.c",
        "a.b.c.d",
        "....",
        "%zz",
        "%F0%28",
        "__proto__",
        '"',
        "a=b",
        "x".repeat(4000),
      ];
      for (const value of garbage) await expectWorthless(program().withCookie(value));
    });

    test("a cookie with any part changed is worth nothing, and the true one still works", async () => {
      const [one, other] = [await customer(), await customer()];
      const [session = "", cart = "", home = "", signature = ""] = one.ticket;
      const flipped = signature.replace(/^./, (letter) => (letter === "A" ? "B" : "A"));
      const tampered = [
        [other.ticket[0], cart, home, signature],
        [session, other.ticket[1], home, signature],
        [session, cart, "shop-2", signature],
        [session, cart, home, flipped],
        [session, cart, home, other.ticket[3]],
        [session, cart, home, ""],
        [session, cart, home],
        [session],
      ];
      for (const parts of tampered) await expectWorthless(program().withCookie(parts.join(".")));
      expect((await one.get("/whoami")).json()).toMatchObject({ session: "known", items: 1 });
    });

    test("a cookie signed with another secret is worth nothing, even for a session that exists", async () => {
      const state = await open();
      const ours = await start({ state });
      const forger = await start({ state, SESSION_SECRET: SECRET.replace("secret", "Secret") });
      const forged = await customer(forger.url);
      expect((await forged.get("/whoami")).json()).toMatchObject({ session: "known" });
      const there = program().withCookie(forged.cookie, ours.url);
      expect((await there.get("/whoami")).json()).toMatchObject({ session: "none", user: null, items: 0 });
    });

    test("a planted cookie of ours is not adopted: signing in gives an id that its planter does not know", async () => {
      const planter = program();
      await planter.post("/cart/items", { sku: "abacus" });
      const victim = program().withCookie(planter.cookie);
      await victim.signIn("shopper-31");
      expect(victim.ticket[0]).not.toBe(planter.ticket[0]);
      expect((await planter.get("/whoami")).json()).toMatchObject({
        session: "unknown",
        user: null,
        items: 0,
      });
    });

    test("a session that ended is not revived under its id", async () => {
      const client = await customer();
      const ended = client.withCookie(client.cookie);
      await client.post("/logout");
      await expectWorthless(ended);
    });

    test("changing the secret step by step loses nobody, whichever replica is a step ahead", async () => {
      const [old, fresh] = ["the older secret of a shop with two", "the newer secret of a shop with two"];
      const state = await open();
      const begin = (SESSION_SECRET: string) => start({ state, SESSION_SECRET });
      const steps = [old, `${old},${fresh}`, `${fresh},${old}`, fresh];
      const replicas = await Promise.all(steps.map(begin));
      const known = { session: "known", user: "shopper-30", items: 1 };

      const there = await customer(replicas[0]?.url);
      for (const [step, ahead] of replicas.entries()) {
        const behind = replicas[Math.max(0, step - 1)] as typeof ahead;
        // a click at each, and one back again, as round-robin does in the middle of a roll
        for (const { url } of [behind, ahead, behind, ahead])
          expect((await there.at(url).get("/whoami")).json(), `step ${step}`).toMatchObject(known);
      }
    });

    test("a cookie signed with a secret that was dropped is worth nothing", async () => {
      const [old, fresh] = ["the older secret of a shop with two", "the newer secret of a shop with two"];
      const state = await open();
      const before = await customer((await start({ state, SESSION_SECRET: old })).url);
      const { url } = await start({ state, SESSION_SECRET: fresh });
      expect((await before.at(url).get("/whoami")).json()).toMatchObject({ session: "none", user: null });
    });

    test("over TLS the cookie is Secure and bound to this host", async () => {
      const tls = await start({ state: await open(), SECURE_COOKIES: true });
      const client = program().withCookie("", tls.url);
      const answer = await client.signIn("shopper-32");
      expect(client.setCookies).toHaveLength(1);
      expect(client.setCookies[0]).toMatch(/^__Host-session=[^;]+;.*\bPath=\/;.*\bSecure\b/);
      expect(client.setCookies[0]).not.toContain("Domain=");
      expect(answer.headers.get("strict-transport-security")).toContain("max-age");
      expect((await client.get("/whoami")).json()).toMatchObject({ user: "shopper-32" });
      const plain = program().withCookie(client.cookies.get("__Host-session") ?? "", tls.url);
      expect((await plain.get("/whoami")).json()).toMatchObject({ session: "none" });
      await client.post("/logout");
      expect(client.cookies.size).toBe(0);
    });
  });
}
