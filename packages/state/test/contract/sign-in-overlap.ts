import { describe, expect, test } from "vitest";
import { ForeignCartError, KeyReusedError, LineFullError } from "../../src/state.ts";
import { draftOf } from "../draft.ts";
import { newIdempotencyKey } from "../new-idempotency-key.ts";
import { people } from "../people.ts";
import type { Bench } from "./bench.ts";

const PATIENCE = { timeout: 9000, interval: 20 };

export function signInOverlapContract({ state, open, cart }: Bench) {
  describe("a customer who is not signed in, shortly after a claim", () => {
    test("adds, sets and removes, and sees nothing of the cart", async () => {
      const { cartId, ann, nobody } = people();
      const { carts } = state();
      await carts.add(nobody, "abacus", 2);
      await carts.claim(ann);
      expect(await carts.add(nobody, "abacus", 1)).toBeNull();
      expect(await carts.set(nobody, "rotor", 4)).toBeNull();
      expect(await cart(cartId)).toEqual({ lines: { abacus: 3, rotor: 4 }, owner: "ann" });
      expect(await carts.remove(nobody, "abacus")).toBeNull();
      expect(await cart(cartId)).toEqual({ lines: { rotor: 4 }, owner: "ann" });
    });

    test("makes a change once, however often it is sent, and sees nothing of the cart", async () => {
      const { cartId, ann, nobody } = people();
      const { carts } = state();
      const [before, after] = [newIdempotencyKey("add 2 abacus"), newIdempotencyKey("add 1 rotor")];
      expect(await carts.add(nobody, "abacus", 2, before)).toEqual(new Map([["abacus", 2]]));
      await carts.claim(ann);
      for (let sent = 0; sent < 2; sent++) {
        expect(await carts.add(nobody, "abacus", 2, before)).toBeNull();
        expect(await carts.add(nobody, "rotor", 1, after)).toBeNull();
      }
      expect(await cart(cartId)).toEqual({ lines: { abacus: 2, rotor: 1 }, owner: "ann" });
    });

    test("makes a change that shows its lines when the owner sends it again", async () => {
      const { cartId, ann, nobody } = people();
      const key = newIdempotencyKey("add 2 abacus");
      await state().carts.claim(ann);
      expect(await state().carts.add(nobody, "abacus", 2, key)).toBeNull();
      expect(await state().carts.add(ann, "abacus", 2, key)).toEqual(new Map([["abacus", 2]]));
      expect((await cart(cartId)).lines).toEqual({ abacus: 2 });
    });

    test("is refused where the owner would be", async () => {
      const { cartId, ann, nobody } = people();
      const { carts } = state();
      await carts.set(ann, "abacus", 98);
      const key = newIdempotencyKey("add 2 abacus");
      for (let sent = 0; sent < 2; sent++)
        await expect(carts.add(nobody, "abacus", 2, key)).rejects.toThrow(LineFullError);
      await expect(carts.set(nobody, "rotor", 100)).rejects.toThrow(LineFullError);
      const other = { ...key, fingerprint: "another" };
      await expect(carts.add(nobody, "rotor", 1, other)).rejects.toThrow(KeyReusedError);
      expect(await cart(cartId)).toEqual({ lines: { abacus: 98 }, owner: "ann" });
    });

    test("clears the cart", async () => {
      const { cartId, ann, nobody } = people();
      await state().carts.add(ann, "abacus", 2);
      await state().carts.clear(nobody);
      expect(await cart(cartId)).toEqual({ lines: {}, owner: null });
    });

    test("can neither order the cart nor see the owner's order", async () => {
      const { cartId, ann, nobody } = people();
      const { carts, orders } = state();
      await carts.add(ann, "abacus", 2);
      await expect(orders.place(nobody, draftOf(nobody))).rejects.toThrow(ForeignCartError);
      expect(await cart(cartId)).toEqual({ lines: { abacus: 2 }, owner: "ann" });
      const checkout = newIdempotencyKey("checkout");
      await orders.place(ann, draftOf(ann), checkout);
      await expect(orders.place(nobody, draftOf(nobody), checkout)).rejects.toThrow(ForeignCartError);
    });
  });

  // these wait rather than work, so they wait together
  describe.concurrent("the end of the overlap", () => {
    test("refuses a customer who is not signed in, whatever they try", async (context) => {
      const { expect, onTestFinished } = context;
      const state = await open({ overlap: 1 });
      onTestFinished(() => state.close());
      const { carts, orders } = state;
      const { ann, nobody } = people();
      const key = newIdempotencyKey("add 1 rotor");
      await carts.add(nobody, "rotor", 1, key);
      await carts.claim(ann);
      const refusal = async () => {
        // changes by the owner do not prolong the overlap
        await carts.set(ann, "abacus", 2);
        return carts.set(nobody, "rotor", 1).catch((error: unknown) => error);
      };
      await expect.poll(refusal, PATIENCE).toBeInstanceOf(ForeignCartError);
      const drafted = draftOf(nobody);
      const tries = [
        () => carts.add(nobody, "tape", 1),
        () => carts.add(nobody, "rotor", 1, key),
        () => carts.set(nobody, "tape", 100),
        () => carts.remove(nobody, "rotor"),
        () => carts.clear(nobody),
        () => orders.place(nobody, drafted),
      ];
      for (const attempt of tries) await expect(attempt()).rejects.toThrow(ForeignCartError);
      const lines = await carts.set(ann, "abacus", 2);
      expect(lines).toEqual(new Map(Object.entries({ rotor: 1, abacus: 2 })));
      expect(await orders.get(drafted(new Map()).id)).toBeNull();
    });

    test("comes later when the owner claims the cart again", async (context) => {
      const { expect, onTestFinished } = context;
      // Redis counts whole seconds: an overlap of 2 lasts for more than 1
      const state = await open({ overlap: 2 });
      onTestFinished(() => state.close());
      const { carts } = state;
      const { cartId, ann, nobody } = people();
      await carts.claim(ann);
      const refusal = () => carts.set(nobody, "rotor", 1).catch((error: unknown) => error);
      await expect.poll(refusal, PATIENCE).toBeInstanceOf(ForeignCartError);
      await carts.claim(ann);
      expect(await carts.add(nobody, "rotor", 1)).toBeNull();
      expect((await carts.get(cartId)).lines).toEqual(new Map([["rotor", 2]]));
      await expect.poll(refusal, PATIENCE).toBeInstanceOf(ForeignCartError);
    });
  });
}
