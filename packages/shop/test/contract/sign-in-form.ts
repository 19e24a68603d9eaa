import { describe, expect, test } from "vitest";
import type { ContractContext } from "../describe-contract.ts";

export function signInFormContract({ program, person, open, start }: ContractContext) {
  describe("a password", () => {
    test("has a field that hides it and works with password managers", async () => {
      const { body } = await person().get("/login");
      const [field = ""] = /<input[^>]*name="password"[^>]*>/.exec(body) ?? [];
      expect(field).toContain('type="password"');
      expect(field).toContain('autocomplete="current-password"');
      expect(field).not.toMatch(/maxlength|pattern|onpaste|value=/);
    });

    test("reaches the accounts unchanged: any characters, in any case, up to 128", async () => {
      const seen: string[] = [];
      const verify = async (username: string, password: string) => {
        seen.push(password);
        return username;
      };
      const { url } = await start({ state: await open(), app: { accounts: { verify } } });
      const passwords = ["x", "  Spaces around it  ", "Ünïcödé 密码 🔑 'quotes\"<&%", "Aa1!".repeat(32)];
      for (const kind of [program, person])
        for (const password of passwords) await kind(url).signIn("shopper-1", password);
      expect(seen).toEqual([...passwords, ...passwords]);
    });
  });
}
