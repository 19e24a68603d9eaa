import { describe, expect, test } from "vitest";
import { ForeignCartError } from "../../src/state.ts";
import { draftOf } from "../draft.ts";
import { newIdempotencyKey } from "../new-idempotency-key.ts";
import { people } from "../people.ts";
import type { Bench } from "./bench.ts";

export function cartOwnerContract({ state, cart }: Bench) {
  describe("the owner of a cart", () => {
    test("sees and changes it", async () => {
      const { cartId, ann } = people();
      const { carts } = state();
      await carts.claim(ann);
      expect(await carts.add(ann, "abacus", 2)).toEqual(new Map([["abacus", 2]]));
      expect(await carts.set(ann, "rotor", 3)).toEqual(
        new Map([
          ["abacus", 2],
          ["rotor", 3],
        ]),
      );
      expect(await carts.remove(ann, "abacus")).toEqual(new Map([["rotor", 3]]));
      expect(await cart(cartId)).toEqual({ lines: { rotor: 3 }, owner: "ann" });
    });

    test("claims it again: nothing changes", async () => {
      const { cartId, ann } = people();
      await state().carts.add(ann, "abacus", 2);
      await state().carts.claim(ann);
      await state().carts.claim(ann);
      expect(await cart(cartId)).toEqual({ lines: { abacus: 2 }, owner: "ann" });
    });

    test("orders it: it is empty and still theirs", async () => {
      const { cartId, ann, grace } = people();
      const { carts, orders } = state();
      await carts.add(ann, "abacus", 2);
      const order = await orders.place(ann, draftOf(ann));
      expect(order).toMatchObject({ user: "ann", total: 200 });
      expect(await orders.get(order?.id ?? "")).toEqual(order);
      expect(await cart(cartId)).toEqual({ lines: {}, owner: "ann" });
      await expect(carts.add(grace, "abacus", 1)).rejects.toThrow(ForeignCartError);
    });

    test("removes the last line: it is still theirs", async () => {
      const { cartId, ann } = people();
      await state().carts.add(ann, "abacus", 2);
      await state().carts.remove(ann, "abacus");
      expect(await cart(cartId)).toEqual({ lines: {}, owner: "ann" });
    });

    test("clears it: it has no owner, and another user can claim it", async () => {
      const { cartId, ann, grace } = people();
      await state().carts.add(ann, "abacus", 2);
      await state().carts.clear(ann);
      expect(await cart(cartId)).toEqual({ lines: {}, owner: null });
      await state().carts.claim(grace);
      expect(await cart(cartId)).toEqual({ lines: {}, owner: "grace" });
    });
  });

  describe("another user", () => {
    test("is refused, whatever they try, and changes nothing", async () => {
      const { cartId, ann, grace } = people();
      const { carts, orders } = state();
      await carts.add(ann, "abacus", 2);
      const drafted = draftOf(grace);
      const tries = [
        () => carts.add(grace, "abacus", 1),
        () => carts.set(grace, "rotor", 1),
        () => carts.set(grace, "rotor", 100),
        () => carts.remove(grace, "abacus"),
        () => carts.claim(grace),
        () => carts.clear(grace),
        () => orders.place(grace, drafted),
      ];
      for (const attempt of tries) await expect(attempt()).rejects.toThrow(ForeignCartError);
      expect(await cart(cartId)).toEqual({ lines: { abacus: 2 }, owner: "ann" });
      expect(await orders.get(drafted(new Map()).id)).toBeNull();
    });

    test("does not see an answer that was remembered for the owner", async () => {
      const { ann, grace } = people();
      const { carts, orders } = state();
      const [add, checkout] = [newIdempotencyKey("add"), newIdempotencyKey("checkout")];
      await carts.add(ann, "abacus", 2, add);
      await orders.place(ann, draftOf(ann), checkout);
      await expect(carts.add(grace, "abacus", 2, add)).rejects.toThrow(ForeignCartError);
      await expect(orders.place(grace, draftOf(grace), checkout)).rejects.toThrow(ForeignCartError);
    });

    test("makes a refused change by sending it again once the cart has no owner", async () => {
      const { cartId, ann, grace } = people();
      const key = newIdempotencyKey("add 1 abacus");
      await state().carts.claim(ann);
      await expect(state().carts.add(grace, "abacus", 1, key)).rejects.toThrow(ForeignCartError);
      await state().carts.clear(ann);
      expect(await state().carts.add(grace, "abacus", 1, key)).toEqual(new Map([["abacus", 1]]));
      expect(await cart(cartId)).toEqual({ lines: { abacus: 1 }, owner: "grace" });
    });
  });
}
