import { describe, expect, test } from "vitest";
import { newCartId } from "../../src/ids.ts";
import { ForeignCartError, KeyReusedError, LineFullError } from "../../src/state.ts";
import type { Bench } from "../contract.ts";
import { draftOf } from "../draft.ts";
import { newIdempotencyKey } from "../new-idempotency-key.ts";

/** The same cart in the hands of two users, and of somebody who is not signed in. */
const people = () => {
  const cartId = newCartId();
  return {
    cartId,
    ada: { cartId, user: "ada" },
    grace: { cartId, user: "grace" },
    nobody: { cartId, user: null },
  };
};

export function cartOwnerContract({ state }: Bench) {
  const cart = async (cartId: string) => {
    const { lines, owner } = await state().carts.get(cartId);
    return { lines: Object.fromEntries(lines), owner };
  };

  describe("a cart without an owner", () => {
    test("is anybody's who has its id", async () => {
      const { cartId, nobody } = people();
      await state().carts.add(nobody, "abacus", 1);
      expect(await state().carts.add({ ...nobody }, "abacus", 1)).toEqual(new Map([["abacus", 2]]));
      expect(await cart(cartId)).toEqual({ lines: { abacus: 2 }, owner: null });
    });

    test("is ordered by whoever has its id", async () => {
      const { cartId, nobody } = people();
      await state().carts.add(nobody, "abacus", 1);
      expect(await state().orders.place(nobody, draftOf(nobody))).toMatchObject({ total: 100 });
      expect(await cart(cartId)).toEqual({ lines: {}, owner: null });
    });

    test("gets one with a claim, and keeps its lines", async () => {
      const { cartId, ada, nobody } = people();
      await state().carts.add(nobody, "abacus", 1);
      await state().carts.claim(ada);
      expect(await cart(cartId)).toEqual({ lines: { abacus: 1 }, owner: "ada" });
    });

    test("gets, with a claim, what lies in the user's previous cart, up to 99 of a product, and once", async () => {
      const { cartId, ada, nobody } = people();
      const previous = cartId.slice(0, 2) + newCartId().slice(2);
      const { carts } = state();
      await carts.set({ cartId: previous, user: "ada" }, "abacus", 60);
      await carts.set({ cartId: previous, user: "ada" }, "tape", 1);
      await carts.set(nobody, "abacus", 40);
      await Promise.all([carts.claim(ada, previous), carts.claim(ada, previous)]);
      expect(await cart(cartId)).toEqual({ lines: { abacus: 99, tape: 1 }, owner: "ada" });
      expect(await cart(previous)).toEqual({ lines: {}, owner: null });
    });

    test("gets nothing with a claim from a previous cart that is another user's, or nobody's", async () => {
      for (const user of ["grace", null]) {
        const { cartId, ada, nobody } = people();
        const previous = { cartId: cartId.slice(0, 2) + newCartId().slice(2), user };
        await state().carts.add(previous, "tape", 1);
        await state().carts.add(nobody, "abacus", 1);
        await state().carts.claim(ada, previous.cartId);
        expect(await cart(cartId)).toEqual({ lines: { abacus: 1 }, owner: "ada" });
        expect(await cart(previous.cartId)).toEqual({ lines: { tape: 1 }, owner: user });
      }
    });

    test("gets one with a claim though it is empty", async () => {
      const { cartId, ada, grace } = people();
      await state().carts.claim(ada);
      expect(await cart(cartId)).toEqual({ lines: {}, owner: "ada" });
      await expect(state().carts.add(grace, "abacus", 1)).rejects.toThrow(ForeignCartError);
    });

    test.for(["add", "set", "remove", "order"] as const)(
      "gets one with the %s of a signed-in customer",
      async (change) => {
        const { cartId, ada, grace, nobody } = people();
        const { carts, orders } = state();
        await carts.set(nobody, "abacus", 2);
        await {
          add: () => carts.add(ada, "abacus", 1),
          set: () => carts.set(ada, "abacus", 1),
          remove: () => carts.remove(ada, "abacus"),
          order: () => orders.place(ada, draftOf(ada)),
        }[change]();
        expect((await cart(cartId)).owner).toBe("ada");
        await expect(carts.claim(grace)).rejects.toThrow(ForeignCartError);
        expect(await carts.add(nobody, "rotor", 1)).toBeNull();
      },
    );

    test("gets none with a change that is refused, nor with an order of nothing", async () => {
      const { cartId, ada, nobody } = people();
      await expect(state().carts.set(ada, "abacus", 100)).rejects.toThrow(LineFullError);
      expect(await state().orders.place(ada, draftOf(ada))).toBeNull();
      await state().carts.add(nobody, "abacus", 1);
      expect(await state().orders.place(ada, () => null)).toBeNull();
      expect(await cart(cartId)).toEqual({ lines: { abacus: 1 }, owner: null });
    });
  });

  describe("the owner of a cart", () => {
    test("sees and changes it", async () => {
      const { cartId, ada } = people();
      const { carts } = state();
      await carts.claim(ada);
      expect(await carts.add(ada, "abacus", 2)).toEqual(new Map([["abacus", 2]]));
      expect(await carts.set(ada, "rotor", 3)).toEqual(
        new Map([
          ["abacus", 2],
          ["rotor", 3],
        ]),
      );
      expect(await carts.remove(ada, "abacus")).toEqual(new Map([["rotor", 3]]));
      expect(await cart(cartId)).toEqual({ lines: { rotor: 3 }, owner: "ada" });
    });

    test("claims it again: nothing changes", async () => {
      const { cartId, ada } = people();
      await state().carts.add(ada, "abacus", 2);
      await state().carts.claim(ada);
      await state().carts.claim(ada);
      expect(await cart(cartId)).toEqual({ lines: { abacus: 2 }, owner: "ada" });
    });

    test("orders it: it is empty and still theirs", async () => {
      const { cartId, ada, grace } = people();
      const { carts, orders } = state();
      await carts.add(ada, "abacus", 2);
      const order = await orders.place(ada, draftOf(ada));
      expect(order).toMatchObject({ user: "ada", total: 200 });
      expect(await orders.get(order?.id ?? "")).toEqual(order);
      expect(await cart(cartId)).toEqual({ lines: {}, owner: "ada" });
      await expect(carts.add(grace, "abacus", 1)).rejects.toThrow(ForeignCartError);
    });

    test("removes the last line: it is still theirs", async () => {
      const { cartId, ada } = people();
      await state().carts.add(ada, "abacus", 2);
      await state().carts.remove(ada, "abacus");
      expect(await cart(cartId)).toEqual({ lines: {}, owner: "ada" });
    });

    test("clears it: it is nobody's, and the next one's to claim", async () => {
      const { cartId, ada, grace } = people();
      await state().carts.add(ada, "abacus", 2);
      await state().carts.clear(ada);
      expect(await cart(cartId)).toEqual({ lines: {}, owner: null });
      await state().carts.claim(grace);
      expect(await cart(cartId)).toEqual({ lines: {}, owner: "grace" });
    });
  });

  describe("another user", () => {
    test("is refused, whatever they try, and changes nothing", async () => {
      const { cartId, ada, grace } = people();
      const { carts, orders } = state();
      await carts.add(ada, "abacus", 2);
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
      expect(await cart(cartId)).toEqual({ lines: { abacus: 2 }, owner: "ada" });
      expect(await orders.get(drafted(new Map()).id)).toBeNull();
    });

    test("is told no answer that was remembered for the owner", async () => {
      const { ada, grace } = people();
      const { carts, orders } = state();
      const [add, checkout] = [newIdempotencyKey("add"), newIdempotencyKey("checkout")];
      await carts.add(ada, "abacus", 2, add);
      await orders.place(ada, draftOf(ada), checkout);
      await expect(carts.add(grace, "abacus", 2, add)).rejects.toThrow(ForeignCartError);
      await expect(orders.place(grace, draftOf(grace), checkout)).rejects.toThrow(ForeignCartError);
    });

    test("whose refused change is sent again when the cart is free, makes it then", async () => {
      const { cartId, ada, grace } = people();
      const once = newIdempotencyKey("add 1 abacus");
      await state().carts.claim(ada);
      await expect(state().carts.add(grace, "abacus", 1, once)).rejects.toThrow(ForeignCartError);
      await state().carts.clear(ada);
      expect(await state().carts.add(grace, "abacus", 1, once)).toEqual(new Map([["abacus", 1]]));
      expect(await cart(cartId)).toEqual({ lines: { abacus: 1 }, owner: "grace" });
    });
  });

  describe("somebody who is not signed in, shortly after a claim", () => {
    test("adds, sets and removes, and is told nothing of the cart", async () => {
      const { cartId, ada, nobody } = people();
      const { carts } = state();
      await carts.add(nobody, "abacus", 2);
      await carts.claim(ada);
      expect(await carts.add(nobody, "abacus", 1)).toBeNull();
      expect(await carts.set(nobody, "rotor", 4)).toBeNull();
      expect(await cart(cartId)).toEqual({ lines: { abacus: 3, rotor: 4 }, owner: "ada" });
      expect(await carts.remove(nobody, "abacus")).toBeNull();
      expect(await cart(cartId)).toEqual({ lines: { rotor: 4 }, owner: "ada" });
    });

    test("changes once what is sent again, and is told nothing then either", async () => {
      const { cartId, ada, nobody } = people();
      const { carts } = state();
      const [before, after] = [newIdempotencyKey("add 2 abacus"), newIdempotencyKey("add 1 rotor")];
      expect(await carts.add(nobody, "abacus", 2, before)).toEqual(new Map([["abacus", 2]]));
      await carts.claim(ada);
      for (let sent = 0; sent < 2; sent++) {
        expect(await carts.add(nobody, "abacus", 2, before)).toBeNull();
        expect(await carts.add(nobody, "rotor", 1, after)).toBeNull();
      }
      expect(await cart(cartId)).toEqual({ lines: { abacus: 2, rotor: 1 }, owner: "ada" });
    });

    test("is told the lines when what they sent is sent again by the owner", async () => {
      const { cartId, ada, nobody } = people();
      const once = newIdempotencyKey("add 2 abacus");
      await state().carts.claim(ada);
      expect(await state().carts.add(nobody, "abacus", 2, once)).toBeNull();
      expect(await state().carts.add(ada, "abacus", 2, once)).toEqual(new Map([["abacus", 2]]));
      expect((await cart(cartId)).lines).toEqual({ abacus: 2 });
    });

    test("is refused where anybody would be", async () => {
      const { cartId, ada, nobody } = people();
      const { carts } = state();
      await carts.set(ada, "abacus", 98);
      const once = newIdempotencyKey("add 2 abacus");
      for (let sent = 0; sent < 2; sent++)
        await expect(carts.add(nobody, "abacus", 2, once)).rejects.toThrow(LineFullError);
      await expect(carts.set(nobody, "rotor", 100)).rejects.toThrow(LineFullError);
      const other = { ...once, fingerprint: "another" };
      await expect(carts.add(nobody, "rotor", 1, other)).rejects.toThrow(KeyReusedError);
      expect(await cart(cartId)).toEqual({ lines: { abacus: 98 }, owner: "ada" });
    });

    test("clears it", async () => {
      const { cartId, ada, nobody } = people();
      await state().carts.add(ada, "abacus", 2);
      await state().carts.clear(nobody);
      expect(await cart(cartId)).toEqual({ lines: {}, owner: null });
    });

    test("does not order it, nor is told the owner's order", async () => {
      const { cartId, ada, nobody } = people();
      const { carts, orders } = state();
      await carts.add(ada, "abacus", 2);
      await expect(orders.place(nobody, draftOf(nobody))).rejects.toThrow(ForeignCartError);
      expect(await cart(cartId)).toEqual({ lines: { abacus: 2 }, owner: "ada" });
      const checkout = newIdempotencyKey("checkout");
      await orders.place(ada, draftOf(ada), checkout);
      await expect(orders.place(nobody, draftOf(nobody), checkout)).rejects.toThrow(ForeignCartError);
    });
  });

  describe("at the same time", () => {
    test("of 20 claims by different users exactly one wins", async () => {
      const cartId = newCartId();
      const users = Array.from({ length: 20 }, (_, i) => `user-${i}`);
      const claims = await Promise.allSettled(users.map((user) => state().carts.claim({ cartId, user })));
      const winners = users.filter((_, i) => claims[i]?.status === "fulfilled");
      expect(winners).toEqual([(await cart(cartId)).owner]);
      for (const claim of claims)
        if (claim.status === "rejected") expect(claim.reason).toBeInstanceOf(ForeignCartError);
    });

    test("adds and a claim: all adds count", async () => {
      const { cartId, ada, nobody } = people();
      const { carts } = state();
      const adds = (times: number) => Array.from({ length: times }, () => carts.add(nobody, "abacus", 1));
      const answers = await Promise.all([...adds(15), carts.claim(ada), ...adds(15)]);
      expect(await cart(cartId)).toEqual({ lines: { abacus: 30 }, owner: "ada" });
      expect(answers.filter((lines) => lines === null)).toHaveLength(15);
    });
  });
}
