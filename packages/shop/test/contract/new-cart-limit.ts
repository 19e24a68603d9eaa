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
  });
}
