import { describe, expect, test } from "vitest";
import { newCartId } from "../../src/ids.ts";
import {
  type Customer,
  KEY_LIFETIME,
  KEY_SKEW,
  KeyExpiredError,
  KeyReusedError,
  LineFullError,
} from "../../src/state.ts";
import type { Bench } from "../contract.ts";
import { draftOf } from "../draft.ts";
import { newIdempotencyKey } from "../new-idempotency-key.ts";

export function idempotencyKeysContract({ state }: Bench) {
  const somebody = (): Customer => ({ cartId: newCartId(), user: "ada" });
  const linesOf = async ({ cartId }: Customer) => {
    const { lines } = await state().carts.get(cartId);
    return Object.fromEntries(lines);
  };
  /** Sends a change twice at once and then again. */
  const thrice = async <Answer>(change: () => Promise<Answer>): Promise<Answer> => {
    const [first, second] = await Promise.all([change(), change()]);
    expect(second).toEqual(first);
    expect(await change()).toEqual(first);
    return first;
  };

  describe("a change that is sent again", () => {
    test("adds once, and resolves as it did", async () => {
      const { carts } = state();
      const customer = somebody();
      const once = newIdempotencyKey("add 2 abacus");
      await thrice(() => carts.add(customer, "abacus", 2, once));
      await carts.add(customer, "rotor", 1);
      expect(await carts.add(customer, "abacus", 2, once)).toEqual(new Map([["abacus", 2]]));
      expect(await linesOf(customer)).toEqual({ abacus: 2, rotor: 1 });
    });

    test("sets and removes once: what was changed in between stays", async () => {
      const { carts } = state();
      const customer = somebody();
      const [set, remove] = [newIdempotencyKey("set"), newIdempotencyKey("remove")];
      await thrice(() => carts.set(customer, "abacus", 5, set));
      await carts.add(customer, "abacus", 1);
      await carts.set(customer, "abacus", 5, set);
      expect(await linesOf(customer)).toEqual({ abacus: 6 });
      await thrice(() => carts.remove(customer, "abacus", remove));
      await carts.add(customer, "abacus", 1);
      expect(await carts.remove(customer, "abacus", remove)).toEqual(new Map());
      expect(await linesOf(customer)).toEqual({ abacus: 1 });
    });

    test("is refused again if it was refused", async () => {
      const { carts } = state();
      const customer = somebody();
      const once = newIdempotencyKey("add 2 abacus");
      await carts.set(customer, "abacus", 98);
      await expect(carts.add(customer, "abacus", 2, once)).rejects.toThrow(LineFullError);
      await carts.remove(customer, "abacus");
      await expect(carts.add(customer, "abacus", 2, once)).rejects.toThrow(LineFullError);
      expect(await linesOf(customer)).toEqual({});
    });

    test("with another fingerprint is refused and changes nothing", async () => {
      const { carts, orders } = state();
      const customer = somebody();
      const once = newIdempotencyKey("add 1 abacus");
      const other = { ...once, fingerprint: "add 1 abacus and more" };
      await carts.add(customer, "abacus", 1, once);
      await expect(carts.add(customer, "rotor", 1, other)).rejects.toThrow(KeyReusedError);
      await expect(carts.set(customer, "abacus", 9, other)).rejects.toThrow(KeyReusedError);
      await expect(carts.remove(customer, "abacus", other)).rejects.toThrow(KeyReusedError);
      await expect(orders.place(customer, draftOf(customer), other)).rejects.toThrow(KeyReusedError);
      expect(await linesOf(customer)).toEqual({ abacus: 1 });
    });

    test("after its key's lifetime is refused and changes nothing, whether it was made before or not", async () => {
      const { carts, orders } = state();
      const customer = somebody();
      await carts.add(customer, "abacus", 1);
      const tries = [
        newIdempotencyKey("old", KEY_LIFETIME + 1),
        newIdempotencyKey("old", KEY_LIFETIME + 86_400),
        newIdempotencyKey("dated ahead", -KEY_SKEW - 5),
      ];
      for (const once of tries) {
        await expect(carts.add(customer, "abacus", 1, once)).rejects.toThrow(KeyExpiredError);
        await expect(carts.set(customer, "abacus", 7, once)).rejects.toThrow(KeyExpiredError);
        await expect(carts.remove(customer, "abacus", once)).rejects.toThrow(KeyExpiredError);
        await expect(orders.place(customer, draftOf(customer), once)).rejects.toThrow(KeyExpiredError);
      }
      expect(await linesOf(customer)).toEqual({ abacus: 1 });
    });

    test("counts while its key is young enough, also by a clock that is a little ahead", async () => {
      const { carts } = state();
      const customer = somebody();
      for (const age of [KEY_LIFETIME - 5, 0, 5 - KEY_SKEW])
        await carts.add(customer, "abacus", 1, newIdempotencyKey("add 1 abacus", age));
      expect(await linesOf(customer)).toEqual({ abacus: 3 });
    });

    test("counts anew in another cart, and with another key", async () => {
      const { carts } = state();
      const [one, other] = [somebody(), somebody()];
      const once = newIdempotencyKey("add 1 abacus");
      await carts.add(one, "abacus", 1, once);
      expect(await carts.add(other, "abacus", 1, once)).toEqual(new Map([["abacus", 1]]));
      expect(await linesOf(other)).toEqual({ abacus: 1 });
      const more = newIdempotencyKey("add 1 abacus");
      expect(await carts.add(one, "abacus", 1, more)).toEqual(new Map([["abacus", 2]]));
    });

    test("places one order, and resolves with it though the cart is empty or filled anew", async () => {
      const { carts, orders } = state();
      const customer = somebody();
      await carts.add(customer, "abacus", 2);
      const once = newIdempotencyKey("checkout");
      const place = () => orders.place(customer, draftOf(customer), once);
      const order = await thrice(place);
      expect(order?.total).toBe(200);
      await carts.add(customer, "rotor", 1);
      expect(await place()).toEqual(order);
      expect(await linesOf(customer)).toEqual({ rotor: 1 });
    });

    test("places no order if there was nothing to order", async () => {
      const { carts, orders } = state();
      const customer = somebody();
      const once = newIdempotencyKey("checkout");
      const place = () => orders.place(customer, draftOf(customer), once);
      await thrice(place);
      await carts.add(customer, "abacus", 1);
      expect(await place()).toBeNull();
      expect(await linesOf(customer)).toEqual({ abacus: 1 });
    });
  });
}
