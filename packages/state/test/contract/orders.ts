import { describe, expect, test } from "vitest";
import { newCartId, newOrderId } from "../../src/ids.ts";
import type { Customer, Lines } from "../../src/state.ts";
import type { Bench } from "../contract.ts";
import { draftOf } from "../draft.ts";

export function ordersContract({ state }: Bench) {
  const somebody = (): Customer => ({ cartId: newCartId(), user: "ada" });
  const linesOf = async ({ cartId }: Customer) => (await state().carts.get(cartId)).lines;

  describe("orders", () => {
    test("a cart becomes an order and is empty afterwards", async () => {
      const { carts, orders } = state();
      const customer = somebody();
      await carts.add(customer, "abacus", 2);
      await carts.add(customer, "rotor", 1);
      const order = await orders.place(customer, draftOf(customer));
      expect(order?.total).toBe(300);
      expect(await orders.get(order?.id ?? "")).toEqual(order);
      expect(await linesOf(customer)).toEqual(new Map());
    });

    test("is made of what lies in the cart now, whatever was seen there before", async () => {
      for (const seen of [new Map(), new Map([["abacus", 5]]), new Map([["tape", 1]])]) {
        const customer = { cartId: newCartId(), user: "ada" };
        await state().carts.add(customer, "abacus", 2);
        const order = await state().orders.place(customer, draftOf(customer), undefined, seen);
        expect(order?.total).toBe(200);
        expect((await state().carts.get(customer.cartId)).lines.size).toBe(0);
      }
    });

    test("an empty cart makes no order, an unknown order is null", async () => {
      const customer = somebody();
      expect(await state().orders.place(customer, draftOf(customer))).toBeNull();
      expect(await state().orders.get(newOrderId(customer.cartId))).toBeNull();
    });

    test("a cart of which nothing can be ordered stays as it is", async () => {
      const customer = somebody();
      await state().carts.add(customer, "abacus", 2);
      expect(await state().orders.place(customer, () => null)).toBeNull();
      expect(await linesOf(customer)).toEqual(new Map([["abacus", 2]]));
    });

    test("of 20 checkouts at once one makes an order", async () => {
      const customer = somebody();
      await state().carts.add(customer, "abacus", 2);
      const checkouts = Array.from({ length: 20 }, () => state().orders.place(customer, draftOf(customer)));
      expect((await Promise.all(checkouts)).filter(Boolean)).toHaveLength(1);
    });

    test("another product that is added while the order is being drafted is not lost", async () => {
      const { carts, orders } = state();
      const customer = somebody();
      await carts.add(customer, "abacus", 1);
      const draft = draftOf(customer);
      let added: Promise<Lines | null> | undefined;
      const order = await orders.place(customer, (lines) => {
        added ??= carts.add(customer, "rotor", 1);
        return draft(lines);
      });
      await added;
      const isOrdered = order?.items.some(({ sku }) => sku === "rotor");
      expect((await linesOf(customer)).has("rotor")).toBe(!isOrdered);
    });

    // signed in or not, claimed while it happens or not: whatever was added is accounted for
    test.for(["ada", null])(
      "items added by %s during checkouts are ordered or still in the cart, never lost and never both",
      async (user) => {
        const { carts, orders } = state();
        const customer = somebody();
        const { cartId } = customer;
        await carts.add(customer, "abacus", 1);
        const adds = Array.from({ length: 30 }, (_, i) =>
          carts.add({ cartId, user }, ["abacus", "rotor", "tape"][i % 3] as string, 1),
        );
        const checkouts = Array.from({ length: 10 }, () => orders.place(customer, draftOf(customer)));
        await Promise.all(adds);
        const totals = (await Promise.all(checkouts)).map((order) => (order?.total ?? 0) / 100);
        const left = [...(await linesOf(customer)).values()];
        expect(sum(totals) + sum(left)).toBe(31);
      },
    );
  });
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
