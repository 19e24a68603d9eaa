import { describe, expect, test } from "vitest";
import { newCartId } from "../../src/ids.ts";
import { ForeignCartError, LineFullError } from "../../src/state.ts";
import { draftOf } from "../draft.ts";
import { people } from "../people.ts";
import type { Bench } from "./bench.ts";

export function cartClaimsContract({ state, cart }: Bench) {
  describe("a cart without an owner", () => {
    test("can be changed by everybody who has its id", async () => {
      const { cartId, nobody } = people();
      await state().carts.add(nobody, "abacus", 1);
      expect(await state().carts.add({ ...nobody }, "abacus", 1)).toEqual(new Map([["abacus", 2]]));
      expect(await cart(cartId)).toEqual({ lines: { abacus: 2 }, owner: null });
    });

    test("can be ordered by everybody who has its id", async () => {
      const { cartId, nobody } = people();
      await state().carts.add(nobody, "abacus", 1);
      expect(await state().orders.place(nobody, draftOf(nobody))).toMatchObject({ total: 100 });
      expect(await cart(cartId)).toEqual({ lines: {}, owner: null });
    });

    test("gets an owner with a claim, and keeps its lines", async () => {
      const { cartId, ann, nobody } = people();
      await state().carts.add(nobody, "abacus", 1);
      await state().carts.claim(ann);
      expect(await cart(cartId)).toEqual({ lines: { abacus: 1 }, owner: "ann" });
    });

    test("takes over the lines of the user's previous cart with a claim, once, and up to 99 of a product", async () => {
      const { cartId, ann, nobody } = people();
      const previous = cartId.slice(0, 2) + newCartId().slice(2);
      const { carts } = state();
      await carts.set({ cartId: previous, user: "ann" }, "abacus", 60);
      await carts.set({ cartId: previous, user: "ann" }, "tape", 1);
      await carts.set(nobody, "abacus", 40);
      await Promise.all([carts.claim(ann, previous), carts.claim(ann, previous)]);
      expect(await cart(cartId)).toEqual({ lines: { abacus: 99, tape: 1 }, owner: "ann" });
      expect(await cart(previous)).toEqual({ lines: {}, owner: null });
    });

    test("takes over nothing from a previous cart that belongs to another user, or to nobody", async () => {
      for (const user of ["grace", null]) {
        const { cartId, ann, nobody } = people();
        const previous = { cartId: cartId.slice(0, 2) + newCartId().slice(2), user };
        await state().carts.add(previous, "tape", 1);
        await state().carts.add(nobody, "abacus", 1);
        await state().carts.claim(ann, previous.cartId);
        expect(await cart(cartId)).toEqual({ lines: { abacus: 1 }, owner: "ann" });
        expect(await cart(previous.cartId)).toEqual({ lines: { tape: 1 }, owner: user });
      }
    });

    test("gets an owner with a claim even if it is empty", async () => {
      const { cartId, ann, grace } = people();
      await state().carts.claim(ann);
      expect(await cart(cartId)).toEqual({ lines: {}, owner: "ann" });
      await expect(state().carts.add(grace, "abacus", 1)).rejects.toThrow(ForeignCartError);
    });

    test.for(["add", "set", "remove", "order"] as const)(
      "gets an owner with the %s of a signed-in customer",
      async (change) => {
        const { cartId, ann, grace, nobody } = people();
        const { carts, orders } = state();
        await carts.set(nobody, "abacus", 2);
        await {
          add: () => carts.add(ann, "abacus", 1),
          set: () => carts.set(ann, "abacus", 1),
          remove: () => carts.remove(ann, "abacus"),
          order: () => orders.place(ann, draftOf(ann)),
        }[change]();
        expect((await cart(cartId)).owner).toBe("ann");
        await expect(carts.claim(grace)).rejects.toThrow(ForeignCartError);
        expect(await carts.add(nobody, "rotor", 1)).toBeNull();
      },
    );

    test("gets no owner with a change that is refused, nor with an order of nothing", async () => {
      const { cartId, ann, nobody } = people();
      await expect(state().carts.set(ann, "abacus", 100)).rejects.toThrow(LineFullError);
      expect(await state().orders.place(ann, draftOf(ann))).toBeNull();
      await state().carts.add(nobody, "abacus", 1);
      expect(await state().orders.place(ann, () => null)).toBeNull();
      expect(await cart(cartId)).toEqual({ lines: { abacus: 1 }, owner: null });
    });
  });

  describe("a claim at the same time as other changes", () => {
    test("of 20 claims by different users exactly one succeeds", async () => {
      const cartId = newCartId();
      const users = Array.from({ length: 20 }, (_, i) => `user-${i}`);
      const claims = await Promise.allSettled(users.map((user) => state().carts.claim({ cartId, user })));
      const winners = users.filter((_, i) => claims[i]?.status === "fulfilled");
      expect(winners).toEqual([(await cart(cartId)).owner]);
      for (const claim of claims)
        if (claim.status === "rejected") expect(claim.reason).toBeInstanceOf(ForeignCartError);
    });

    test("loses none of the adds", async () => {
      const { cartId, ann, nobody } = people();
      const { carts } = state();
      const adds = (times: number) => Array.from({ length: times }, () => carts.add(nobody, "abacus", 1));
      const answers = await Promise.all([...adds(15), carts.claim(ann), ...adds(15)]);
      expect(await cart(cartId)).toEqual({ lines: { abacus: 30 }, owner: "ann" });
      expect(answers.filter((lines) => lines === null)).toHaveLength(15);
    });
  });
}
