import { describe, expect, test } from "vitest";
import type { Bench } from "../contract.ts";

export function whoamiContract({ kind, program, person, open, start }: Bench) {
  describe("whoami", () => {
    const about = { replica: "shop-1", state: kind };

    test("none: no cookie came", async () => {
      const answer = await program().get("/whoami");
      expect(answer.status).toBe(200);
      expect(answer.json()).toEqual({ ...about, session: "none", user: null, items: 0 });
    });

    test("known: first without a name, then with one", async () => {
      const client = program();
      await client.post("/cart/items", { sku: "abacus", quantity: 2 });
      await client.post("/cart/items", { sku: "paper-tape", quantity: 3 });
      const known = { ...about, session: "known", user: null, items: 5 };
      expect((await client.get("/whoami")).json()).toEqual(known);
      await client.signIn("shopper-20");
      expect((await client.get("/whoami")).json()).toEqual({ ...known, user: "shopper-20" });
    });

    test("unknown: a cookie of this shop came whose session the state does not have", async () => {
      const state = await open();
      const client = program().withCookie("", (await start({ state })).url);
      await client.signIn("shopper-21");
      await state.sessions.destroy(client.ticket[0] ?? "");
      const unknown = { ...about, session: "unknown", user: null, items: 0 };
      expect((await client.get("/whoami")).json()).toEqual(unknown);
    });

    test("every page says in a sentence which replica answered and what it knows", async () => {
      const where = kind === "redis" ? "in Redis" : "in its memory";
      const client = person();
      for (const path of ["/", "/cart", "/login", "/whoami"]) {
        const { text } = await client.get(path);
        expect(text, path).toContain("shop-1 answered. You have no session yet");
      }
      await client.signIn("shopper-22");
      for (const path of ["/", "/cart", "/login", "/whoami"]) {
        const { text } = await client.get(path);
        expect(text, path).toContain(`shop-1 answered. Your session lives ${where}`);
        expect(text, path).toContain("shopper-22");
      }
    });
  });
}
