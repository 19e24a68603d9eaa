import { describe, expect, test } from "vitest";
import type { ContractContext } from "../describe-contract.ts";

const ASKING = ["/", "/cart", "/login", "/whoami"];

export function pagesContract({ kind, person, shop }: ContractContext) {
  describe("pages", () => {
    const where = kind === "redis" ? "in Redis" : "in its memory";

    test("say in a sentence which replica answered and what it knows", async () => {
      const client = person();
      for (const path of ASKING)
        expect((await client.get(path)).text, path).toContain("shop-1 answered. You have no session yet");
      await client.add("abacus");
      for (const path of ASKING)
        expect((await client.get(path)).text, path).toContain(`shop-1 answered. Your cart lives ${where}`);
      await client.signIn("shopper-22");
      for (const path of ASKING) {
        const { text } = await client.get(path);
        expect(text, path).toContain(`shop-1 answered. Your session lives ${where}`);
        expect(text, path).toContain("shopper-22");
      }
    });

    test("that read no session say so", async () => {
      const client = person();
      await client.signIn("shopper-25");
      const { text } = await client.get("/nowhere");
      expect(text).toContain("shop-1 answered. It did not ask who you are.");
      expect(text).not.toContain("shopper-25");
    });

    test("show the replica's colour and where its state is", async () => {
      const { text, body } = await person().get("/");
      expect(text).toContain("Answered by shop-1");
      expect(text).toContain(kind === "redis" ? "shared by all replicas" : "in this replica’s memory");
      expect(body).toMatch(/class="strip replica-1 is-none"/);
      expect((await person().get("/public/styles.css")).body).toContain(".replica-1");
    });

    test("offer accounts to try on the sign-in page, and nowhere else", async () => {
      expect((await person().get("/login")).text).toContain("Accounts to try");
      for (const path of ["/", "/cart"])
        expect((await person().get(path)).text, path).not.toContain("Accounts to try");
      const client = person();
      await client.signIn("ada", "lovelace");
      expect((await client.get("/")).text).toContain("ada");
    });

    test("link to what the server knows about the customer", async () => {
      expect((await person(shop().url).get("/")).body).toContain('href="/whoami"');
    });
  });
}
