import { describe, expect, test } from "vitest";
import type { ContractContext } from "../describe-contract.ts";

export function newCartLimitContract({ open, start, program, person }: ContractContext) {
  describe("an address that begins many carts", () => {
    test("has to wait and cannot store more, while its customers with a cart or a session go on", async () => {
      const shop = await start({ state: await open(), NEW_CARTS_PER_MINUTE: 3 });
      const [visitor, known] = [program(shop.url), program(shop.url)];
      await known.signIn("shopper-1");
      await visitor.add("abacus");
      for (let n = 0; n < 2; n++) expect((await program(shop.url).add("abacus")).status).toBe(200);

      for (const [late, ask] of [program, person].flatMap((kind) => {
        const client = kind(shop.url);
        return [
          [client, () => client.add("abacus")],
          [client, () => client.post("/cart/items/abacus", { quantity: 2 })],
          [client, () => client.post("/cart/items/abacus/remove")],
        ] as const;
      })) {
        const refused = await ask();
        expect(refused.status).toBe(429);
        expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
        expect(refused.text).toMatch(/Nothing was changed.*again in \d+ seconds/);
        expect(await late.cart()).toEqual({});
      }
      expect((await visitor.add("abacus")).status).toBe(200);
      expect((await known.add("abacus")).status).toBe(200);
      expect((await known.post("/checkout")).status).toBe(201);
    });

    test.each([
      ["with all of its IPv6 network (/64)", "2001:db8:0:1::1", "2001:db8:0:1:ffff::2", 429],
      ["with itself, written as an address of IPv6", "203.0.113.1", "::ffff:203.0.113.1", 429],
      ["with no other IPv6 network", "2001:db8:0:2::1", "2001:db8:0:3::1", 200],
      ["with no other address of IPv4", "203.0.113.2", "::ffff:203.0.113.3", 200],
    ])("shares its limit %s", async (_what, first, second, status) => {
      const shop = await start({ state: await open(), NEW_CARTS_PER_MINUTE: 1 });
      const add = (address: string) =>
        program(shop.url).post("/cart/items", { sku: "abacus" }, { "x-forwarded-for": address });
      expect((await add(first)).status).toBe(200);
      expect((await add(second)).status).toBe(status);
    });
  });
}
