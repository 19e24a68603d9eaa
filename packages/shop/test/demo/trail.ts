import { describe, expect, test } from "vitest";
import type { Client } from "../client.ts";
import type { ContractContext } from "../describe-contract.ts";

/** What a page says about the last clicks: the replicas that answered, and whether these knew the customer. */
export async function clicksOf(client: Client): Promise<string[]> {
  const { text } = await client.get("/");
  return [...text.matchAll(/[\w-]+, (no session|knew you|did not know you)/g)].map(([click]) => click);
}

export function trailContract({ program, person, open, start }: ContractContext) {
  describe("trail of clicks", () => {
    test("a person sees which replicas answered the last eight clicks and whether these knew them", async () => {
      const elsewhere = await start({ state: await open(), replica: "shop-2" });
      const client = person();
      expect(await clicksOf(client)).toEqual(["shop-1, no session"]);
      expect(await clicksOf(client.at(elsewhere.url))).toEqual(["shop-1, no session", "shop-2, no session"]);
      await client.signIn("shopper-70");
      for (let click = 0; click < 10; click++) await clicksOf(client);
      expect(await clicksOf(client)).toEqual(Array(8).fill("shop-1, knew you"));
    });

    test("programs get no trail", async () => {
      const client = program();
      await client.get("/");
      await client.signIn("shopper-71");
      expect(Object.keys(client.cookies)).not.toContain("trail");
    });

    test("forged parts are ignored", async () => {
      const forged = [
        "x",
        "<script>~known",
        "shop-9~admin",
        "%zz",
        "shop-9~known<script>",
        `${"x".repeat(64)}~known`,
        "shop-9%2C~known",
      ];
      for (const trail of forged)
        expect(await clicksOf(person().withCookies({ trail })), trail).toEqual(["shop-1, no session"]);
      const endless = person().withCookies({ trail: Array(500).fill("shop-9~known").join(".") });
      expect(await clicksOf(endless)).toEqual([...Array(7).fill("shop-9, knew you"), "shop-1, no session"]);
    });

    test("its cookie is out of reach for scripts", async () => {
      const { setCookies } = await person().get("/");
      const set = setCookies.filter((cookie) => cookie.startsWith("trail="));
      expect(set).toEqual([expect.stringMatching(/^trail=.*HttpOnly.*SameSite=Lax$/)]);
    });
  });
}
