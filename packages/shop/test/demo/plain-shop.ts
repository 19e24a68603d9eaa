import { describe, expect, test } from "vitest";
import { signInTwice } from "../customers.ts";
import type { ContractContext } from "../describe-contract.ts";

export function plainShopContract({ program, person }: ContractContext) {
  describe("a shop without the demo", () => {
    test.for(["/whoami", "/stats"])("has no %s", async (path) => {
      expect((await program().get(path)).status).toBe(404);
    });

    test("sets only its three cookies, and its pages say nothing about replicas or state", async () => {
      const client = person();
      const seen = async () => {
        for (const path of ["/", "/cart", "/login", "/login?next=/cart", "/nowhere"]) {
          const { body, text } = await client.get(path);
          expect(text, path).toContain("Core & Relay");
          expect(text, path).not.toMatch(
            /Accounts to try|Answered by|Your last clicks|What does this server know/,
          );
          expect(text, path).not.toMatch(/shop-1|replica|redis|memory state/i);
          expect(body, path).not.toContain('class="strip');
        }
      };
      await seen();
      await client.signIn("shopper-26");
      await client.add("abacus");
      await seen();
      expect((await client.get("/public/styles.css")).body).not.toMatch(/\.strip|\.replica/);
      expect(Object.keys(client.cookies).toSorted()).toEqual(["cart", "device", "session"]);
    });

    test("tells a customer whose session it does not know to sign in again", async () => {
      const ended = await signInTwice(person(), "shopper-27");
      const checkout = await ended.post("/checkout");
      expect([checkout.status, checkout.location]).toEqual([303, "/login?next=/cart"]);
      const signIn = await ended.get(checkout.location ?? "");
      expect(signIn.text).toContain("Please sign in again: this server does not know you.");
    });
  });
}
