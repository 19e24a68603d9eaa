import { describe, expect, test } from "vitest";
import { signInTwice } from "../customers.ts";
import type { ContractContext } from "../describe-contract.ts";

export function whoamiContract({ kind, program, person, open, start }: ContractContext) {
  describe("whoami", () => {
    const about = { replica: "shop-1", state: kind };

    test("none: no session cookie came, though there may be a cart", async () => {
      const client = program();
      const answer = await client.get("/whoami");
      expect(answer.status).toBe(200);
      expect(answer.json()).toEqual({ ...about, session: "none", user: null, items: 0 });
      await client.add("abacus", 2);
      await client.add("paper-tape", 3);
      expect((await client.get("/whoami")).json()).toEqual({
        ...about,
        session: "none",
        user: null,
        items: 5,
      });
    });

    test("known: a customer who signed in", async () => {
      const client = program();
      await client.add("abacus", 2);
      await client.signIn("shopper-20");
      const known = { ...about, session: "known", user: "shopper-20", items: 2 };
      expect((await client.get("/whoami")).json()).toEqual(known);
    });

    test("unknown: the state does not have the session of the cookie, and the user's cart is not shown", async () => {
      const client = program();
      await client.add("abacus");
      const ended = await signInTwice(client, "shopper-21");
      const unknown = { ...about, session: "unknown", user: null, items: 0 };
      expect((await ended.get("/whoami")).json()).toEqual(unknown);
    });

    test("none: the cookie is from another kind of state, because somebody switched scenarios", async () => {
      const other = await start({ state: await open(), app: { realm: "another kind" } });
      const client = program(other.url);
      await client.signIn("shopper-23");
      const none = { ...about, session: "none", user: null, items: 0 };
      expect((await program().withCookies(client.cookies).get("/whoami")).json()).toEqual(none);
    });

    test("a person gets a page", async () => {
      const client = person();
      await client.signIn("shopper-24");
      const { status, type, text } = await client.get("/whoami");
      expect([status, type]).toEqual([200, "text/html"]);
      expect(text).toContain("Signed in as shopper-24");
      expect(text).toContain(kind === "redis" ? "In Redis, shared by all replicas" : "and nowhere else");
    });
  });
}
