import { describe, expect, test } from "vitest";
import { newCartId } from "../../src/ids.ts";
import { LineFullError } from "../../src/state.ts";
import type { Bench } from "./bench.ts";

export function cartsContract({ state, cart }: Bench) {
  const somebody = () => ({ cartId: newCartId(), user: null });
  const linesOf = async ({ cartId }: { cartId: string }) => (await cart(cartId)).lines;

  describe("carts", () => {
    test("an unknown cart is empty and has no owner", async () => {
      const { lines, owner } = await state().carts.get(newCartId());
      expect(lines).toEqual(new Map());
      expect(owner).toBeNull();
    });

    test("add, set and remove resolve with the lines as they are afterwards", async () => {
      const { carts } = state();
      const customer = somebody();
      expect(await carts.add(customer, "abacus", 2)).toEqual(new Map([["abacus", 2]]));
      expect(await carts.add(customer, "abacus", 3)).toEqual(new Map([["abacus", 5]]));
      const both = { abacus: 5, rotor: 7 };
      expect(await carts.set(customer, "rotor", 7)).toEqual(new Map(Object.entries(both)));
      expect(await linesOf(customer)).toEqual(both);
      expect(await carts.remove(customer, "abacus")).toEqual(new Map([["rotor", 7]]));
      expect(await linesOf(customer)).toEqual({ rotor: 7 });
    });

    test("zero removes a line, and removing what is not there changes nothing", async () => {
      const { carts } = state();
      const customer = somebody();
      await carts.add(customer, "abacus", 2);
      await carts.add(customer, "rotor", 1);
      expect(await carts.set(customer, "abacus", 0)).toEqual(new Map([["rotor", 1]]));
      expect(await carts.remove(customer, "tape")).toEqual(new Map([["rotor", 1]]));
      expect(await carts.remove(customer, "rotor")).toEqual(new Map());
      expect(await linesOf(customer)).toEqual({});
    });

    test("a cleared cart is empty, and clearing it again is no error", async () => {
      const [customer, another] = [somebody(), somebody()];
      await state().carts.add(customer, "abacus", 2);
      await state().carts.add(another, "abacus", 1);
      await state().carts.clear(customer);
      await state().carts.clear(customer);
      expect(await linesOf(customer)).toEqual({});
      expect(await linesOf(another)).toEqual({ abacus: 1 });
    });

    test("50 simultaneous adds all count", async () => {
      const customer = somebody();
      await Promise.all(Array.from({ length: 50 }, () => state().carts.add(customer, "abacus", 1)));
      expect(await linesOf(customer)).toEqual({ abacus: 50 });
    });
  });

  describe("a line", () => {
    test("never exceeds 99: a change that would exceed it is refused and changes nothing", async () => {
      const customer = somebody();
      await state().carts.add(customer, "abacus", 98);
      await expect(state().carts.add(customer, "abacus", 2)).rejects.toThrow(LineFullError);
      await expect(state().carts.set(customer, "rotor", 100)).rejects.toThrow(LineFullError);
      expect(await linesOf(customer)).toEqual({ abacus: 98 });
    });

    test("never exceeds 99, however many add at once", async () => {
      const customer = somebody();
      const adds = Array.from({ length: 40 }, () => state().carts.add(customer, "abacus", 3));
      const refused = (await Promise.allSettled(adds)).filter(({ status }) => status === "rejected");
      expect(refused).toHaveLength(7);
      expect(await linesOf(customer)).toEqual({ abacus: 99 });
    });
  });
}
