import { describe, expect, test } from "vitest";
import type { Client } from "../client.ts";
import { signInWithCart } from "../customers.ts";
import type { ContractContext } from "../describe-contract.ts";

const OLD = "the older secret of a shop with two";
const NEW = "the newer secret of a shop with two";
/** What an operator sets, step by step. The last step comes when all sessions that the old secret signed have ended. */
const STEPS = [OLD, `${OLD},${NEW}`, `${NEW},${OLD}`, NEW];

export function secretRotationContract({ program, open, start }: ContractContext) {
  describe("a rotation of the secret", () => {
    const urls = async () => {
      const state = await open();
      const shops = await Promise.all(STEPS.map((SESSION_SECRET) => start({ state, SESSION_SECRET })));
      return shops.map(({ url }) => url) as [string, string, string, string];
    };
    const expectKnown = async (client: Client, url: string, user: string) => {
      expect(await client.at(url).user(), url).toBe(user);
      expect(await client.at(url).cart(), url).toEqual({ abacus: 2 });
    };

    test("step by step signs nobody out, whichever replica is a step ahead", async () => {
      const [before, accepting, signing, after] = await urls();
      const old = await signInWithCart(program(before), "shopper-47");
      // to and fro between replicas, as with round-robin in the middle of a deploy
      for (const url of [before, accepting, before, accepting, signing, accepting, signing])
        await expectKnown(old, url, "shopper-47");
      const fresh = await signInWithCart(program(signing), "shopper-47");
      for (const url of [accepting, signing, accepting, signing, after, signing, after])
        await expectKnown(fresh, url, "shopper-47");
    });

    test("step by step loses no cart, even if its customer only looks", async () => {
      const [before, accepting, signing, after] = await urls();
      const [filled, empty] = [program(before), program(before)];
      await filled.add("abacus");
      await empty.get("/");
      const { cartId } = empty;
      for (const url of [
        before,
        accepting,
        before,
        accepting,
        signing,
        accepting,
        signing,
        after,
        signing,
        after,
      ]) {
        expect(await filled.at(url).cart(), url).toEqual({ abacus: 1 });
        await empty.at(url).get("/");
      }
      expect(empty.cartId).toBe(cartId);
    });

    test("renews a cart cookie once, but not with an error", async () => {
      const [before, , signing] = await urls();
      const renewing = (await signInWithCart(program(before), "shopper-48")).at(signing);
      expect((await renewing.add("unicorn")).status).toBe(404);
      const { setCookies } = await renewing.get("/cart");
      expect(setCookies).toEqual([expect.stringMatching(/^cart=.*; Path=\/; HttpOnly; SameSite=Lax$/)]);
      expect((await renewing.get("/cart")).setCookies).toEqual([]);
    });

    test("is over once the old secret is dropped: cookies that it signed are not valid", async () => {
      const [before, , , after] = await urls();
      const late = (await signInWithCart(program(before), "shopper-48")).at(after);
      expect(await late.user()).toBeNull();
      expect(await late.cart()).toEqual({});
    });
  });
}
