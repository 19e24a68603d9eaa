import { describe, expect, test } from "vitest";
import { newCartId } from "../../src/ids.ts";
import {
  type Customer,
  type IdempotencyKey,
  KEY_LIFETIME,
  KEY_SKEW,
  KeyExpiredError,
  KeyReusedError,
  LineFullError,
} from "../../src/state.ts";
import { draftOf } from "../draft.ts";
import { newIdempotencyKey } from "../new-idempotency-key.ts";
import type { Bench } from "./bench.ts";

export function idempotencyKeysContract({ state, cart }: Bench) {
  const somebody = (): Customer => ({ cartId: newCartId(), user: "ann" });
  const linesOf = async ({ cartId }: Customer) => (await cart(cartId)).lines;
  const everyChange = (customer: Customer, key: IdempotencyKey) => {
    const { carts, orders } = state();
    return [
      () => carts.add(customer, "rotor", 1, key),
      () => carts.set(customer, "abacus", 9, key),
      () => carts.remove(customer, "abacus", key),
      () => orders.place(customer, draftOf(customer), key),
    ];
  };
  /** Sends a change twice at the same time, then once more. */
  const thrice = async <Answer>(change: () => Promise<Answer>): Promise<Answer> => {
    const [first, second] = await Promise.all([change(), change()]);
    expect(second).toEqual(first);
    expect(await change()).toEqual(first);
    return first;
  };

  describe("a change with an idempotency key that is sent again", () => {
    test("adds once, and resolves as the first time", async () => {
      const { carts } = state();
      const customer = somebody();
      const key = newIdempotencyKey("add 2 abacus");
      await thrice(() => carts.add(customer, "abacus", 2, key));
      await carts.add(customer, "rotor", 1);
      expect(await carts.add(customer, "abacus", 2, key)).toEqual(new Map([["abacus", 2]]));
      expect(await linesOf(customer)).toEqual({ abacus: 2, rotor: 1 });
    });

    test("sets and removes once: changes made in between stay", async () => {
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
      const key = newIdempotencyKey("add 2 abacus");
      await carts.set(customer, "abacus", 98);
      await expect(carts.add(customer, "abacus", 2, key)).rejects.toThrow(LineFullError);
      await carts.remove(customer, "abacus");
      await expect(carts.add(customer, "abacus", 2, key)).rejects.toThrow(LineFullError);
      expect(await linesOf(customer)).toEqual({});
    });

    test("with another fingerprint is refused and changes nothing", async () => {
      const { carts } = state();
      const customer = somebody();
      const key = newIdempotencyKey("add 1 abacus");
      const other = { ...key, fingerprint: "add 1 abacus and more" };
      await carts.add(customer, "abacus", 1, key);
      for (const change of everyChange(customer, other))
        await expect(change()).rejects.toThrow(KeyReusedError);
      expect(await linesOf(customer)).toEqual({ abacus: 1 });
    });

    test("is refused and changes nothing after its key's lifetime, whether it was made before or not", async () => {
      const customer = somebody();
      await state().carts.add(customer, "abacus", 1);
      const keys = [
        newIdempotencyKey("old", KEY_LIFETIME + 1),
        newIdempotencyKey("old", KEY_LIFETIME + 86_400),
        newIdempotencyKey("dated ahead", -KEY_SKEW - 5),
      ];
      for (const change of keys.flatMap((key) => everyChange(customer, key)))
        await expect(change()).rejects.toThrow(KeyExpiredError);
      expect(await linesOf(customer)).toEqual({ abacus: 1 });
    });

    test("counts while its key is young enough, also if the client's clock is a little ahead", async () => {
      const { carts } = state();
      const customer = somebody();
      for (const age of [KEY_LIFETIME - 5, 0, 5 - KEY_SKEW])
        await carts.add(customer, "abacus", 1, newIdempotencyKey("add 1 abacus", age));
      expect(await linesOf(customer)).toEqual({ abacus: 3 });
    });

    test("counts anew in another cart, and with another key", async () => {
      const { carts } = state();
      const [one, other] = [somebody(), somebody()];
      const key = newIdempotencyKey("add 1 abacus");
      await carts.add(one, "abacus", 1, key);
      expect(await carts.add(other, "abacus", 1, key)).toEqual(new Map([["abacus", 1]]));
      expect(await linesOf(other)).toEqual({ abacus: 1 });
      const more = newIdempotencyKey("add 1 abacus");
      expect(await carts.add(one, "abacus", 1, more)).toEqual(new Map([["abacus", 2]]));
    });

    test("places one order, and resolves with it again though the cart is empty or was filled anew", async () => {
      const { carts, orders } = state();
      const customer = somebody();
      await carts.add(customer, "abacus", 2);
      const key = newIdempotencyKey("checkout");
      const place = () => orders.place(customer, draftOf(customer), key);
      const order = await thrice(place);
      expect(order?.total).toBe(200);
      await carts.add(customer, "rotor", 1);
      expect(await place()).toEqual(order);
      expect(await linesOf(customer)).toEqual({ rotor: 1 });
    });

    test("places no order if there was nothing to order the first time", async () => {
      const { carts, orders } = state();
      const customer = somebody();
      const key = newIdempotencyKey("checkout");
      const place = () => orders.place(customer, draftOf(customer), key);
      await thrice(place);
      await carts.add(customer, "abacus", 1);
      expect(await place()).toBeNull();
      expect(await linesOf(customer)).toEqual({ abacus: 1 });
    });
  });
}
