import { describe, expect, test } from "vitest";
import { Client } from "../client.ts";
import type { Bench } from "../contract.ts";

export function trailContract({ program, person, open, start }: Bench) {
  describe("trail of clicks", () => {
    test("a person sees who answered the last eight clicks and whether they were known", async () => {
      const elsewhere = await start({ state: await open(), replica: "shop-2" });
      const client = person();
      expect(await client.clicks()).toEqual(["shop-1, no session"]);
      expect(await client.at(elsewhere.url).clicks()).toEqual(["shop-1, no session", "shop-2, no session"]);
      await client.signIn("shopper-70");
      for (let click = 0; click < 10; click++) await client.clicks();
      expect(await client.clicks()).toEqual(Array(8).fill("shop-1, knew you"));
    });

    test("programs are given none", async () => {
      const client = program();
      await client.get("/");
      await client.signIn("shopper-71");
      expect([...client.cookies.keys()]).toEqual(["session"]);
    });

    test("what somebody else wrote into it is left out", async () => {
      const forged = [
        "x",
        "<script>~known",
        "shop-9~admin",
        "%zz",
        "shop-9~known<script>",
        `${"x".repeat(64)}~known`,
        "shop-9%2C~known",
      ];
      for (const value of forged) {
        const client = person();
        client.cookies.set("trail", value);
        expect(await client.clicks(), value).toEqual(["shop-1, no session"]);
      }
      const endless = person();
      endless.cookies.set("trail", Array(500).fill("shop-9~known").join("."));
      expect(await endless.clicks()).toEqual([...Array(7).fill("shop-9, knew you"), "shop-1, no session"]);
    });

    test("its cookie is no script's to read, and over TLS goes nowhere else", async () => {
      const client = person();
      await client.get("/");
      expect(client.setCookies).toEqual([expect.stringMatching(/^trail=.*HttpOnly.*SameSite=Lax$/)]);
      const tls = await start({ state: await open(), SECURE_COOKIES: true });
      const secure = new Client(tls.url, "person");
      await secure.get("/");
      expect(secure.setCookies).toEqual([expect.stringMatching(/^trail=.*Secure/)]);
    });
  });
}
