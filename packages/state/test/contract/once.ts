import { describe, expect, test } from "vitest";
import { newCartId } from "../../src/ids.ts";
import { type Customer, KeyReusedError, LineFullError, type Once } from "../../src/state.ts";
import type { Bench } from "../contract.ts";
import { draftOf } from "../draft.ts";

export function onceContract({ state }: Bench) {
  const somebody = (): Customer => ({ cartId: newCartId(), user: "ada" });
  const onceAs = (fingerprint: string): Once => ({ key: crypto.randomUUID(), fingerprint });
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
      const once = onceAs("add 2 abacus");
      await thrice(() => carts.add(customer, "abacus", 2, once));
      await carts.add(customer, "rotor", 1);
      expect(await carts.add(customer, "abacus", 2, once)).toEqual(new Map([["abacus", 2]]));
      expect(await linesOf(customer)).toEqual({ abacus: 2, rotor: 1 });
    });

    test("sets and removes once: what was changed in between stays", async () => {
      const { carts } = state();
      const customer = somebody();
      const [set, remove] = [onceAs("set"), onceAs("remove")];
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
      const once = onceAs("add 2 abacus");
      await carts.set(customer, "abacus", 98);
      await expect(carts.add(customer, "abacus", 2, once)).rejects.toThrow(LineFullError);
      await carts.remove(customer, "abacus");
      await expect(carts.add(customer, "abacus", 2, once)).rejects.toThrow(LineFullError);
      expect(await linesOf(customer)).toEqual({});
    });

    test("with another fingerprint is refused and changes nothing", async () => {
      const { carts, orders } = state();
      const customer = somebody();
      const once = onceAs("add 1 abacus");
      const other = { ...once, fingerprint: "add 1 abacus and more" };
      await carts.add(customer, "abacus", 1, once);
      await expect(carts.add(customer, "rotor", 1, other)).rejects.toThrow(KeyReusedError);
      await expect(carts.set(customer, "abacus", 9, other)).rejects.toThrow(KeyReusedError);
      await expect(carts.remove(customer, "abacus", other)).rejects.toThrow(KeyReusedError);
      await expect(orders.place(customer, draftOf(customer), other)).rejects.toThrow(KeyReusedError);
      expect(await linesOf(customer)).toEqual({ abacus: 1 });
    });

    test("counts anew in another cart, and with another key", async () => {
      const { carts } = state();
      const [one, other] = [somebody(), somebody()];
      const once = onceAs("add 1 abacus");
      await carts.add(one, "abacus", 1, once);
      expect(await carts.add(other, "abacus", 1, once)).toEqual(new Map([["abacus", 1]]));
      expect(await linesOf(other)).toEqual({ abacus: 1 });
      const more = onceAs("add 1 abacus");
      expect(await carts.add(one, "abacus", 1, more)).toEqual(new Map([["abacus", 2]]));
    });

    test("places one order, and resolves with it though the cart is empty or filled anew", async () => {
      const { carts, orders } = state();
      const customer = somebody();
      await carts.add(customer, "abacus", 2);
      const once = onceAs("checkout");
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
      const once = onceAs("checkout");
      const place = () => orders.place(customer, draftOf(customer), once);
      await thrice(place);
      await carts.add(customer, "abacus", 1);
      expect(await place()).toBeNull();
      expect(await linesOf(customer)).toEqual({ abacus: 1 });
    });
  });
}
