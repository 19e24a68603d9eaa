import { describe, expect, test } from "vitest";
import { newCartId, newOrderId } from "../../src/ids.ts";
import type { Customer, Lines, Order } from "../../src/state.ts";
import { draftOf } from "../draft.ts";
import type { Bench } from "./bench.ts";

export function ordersContract({ state }: Bench) {
  const somebody = (): Customer => ({ cartId: newCartId(), user: "ann" });
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

    test("an order is made of what is in the cart now, whatever the caller saw there before", async () => {
      for (const seen of [new Map(), new Map([["abacus", 5]]), new Map([["tape", 1]])]) {
        const customer = somebody();
        await state().carts.add(customer, "abacus", 2);
        const order = await state().orders.place(customer, draftOf(customer), undefined, seen);
        expect(order?.total).toBe(200);
        expect(await linesOf(customer)).toEqual(new Map());
      }
    });

    test("an empty cart makes no order, an unknown order is null", async () => {
      const customer = somebody();
      expect(await state().orders.place(customer, draftOf(customer))).toBeNull();
      expect(await state().orders.get(newOrderId(customer.cartId))).toBeNull();
    });

    test("a cart stays as it is if nothing in it can be ordered", async () => {
      const customer = somebody();
      await state().carts.add(customer, "abacus", 2);
      expect(await state().orders.place(customer, () => null)).toBeNull();
      expect(await linesOf(customer)).toEqual(new Map([["abacus", 2]]));
    });

    test("of 20 simultaneous checkouts one makes an order", async () => {
      const customer = somebody();
      await state().carts.add(customer, "abacus", 2);
      const checkouts = Array.from({ length: 20 }, () => state().orders.place(customer, draftOf(customer)));
      expect((await Promise.all(checkouts)).filter(Boolean)).toHaveLength(1);
    });

    test.for(["abacus", "rotor"])(
      "a %s that is added while the order is drafted is not lost",
      async (sku) => {
        const { carts, orders } = state();
        const customer = somebody();
        await carts.add(customer, "abacus", 1);
        const draft = draftOf(customer);
        let added: Promise<Lines | null> | undefined;
        const order = await orders.place(customer, (lines) => {
          added ??= carts.add(customer, sku, 1);
          return draft(lines);
        });
        await added;
        const left = [...(await linesOf(customer)).values()];
        expect(piecesOf(order) + sum(left)).toBe(2);
      },
    );

    test("an order never overwrites another one that has the same number", async () => {
      const { carts, orders } = state();
      const customer = somebody();
      await carts.add(customer, "abacus", 1);
      const draft = draftOf(customer);
      const first = await orders.place(customer, draft);
      await carts.add(customer, "rotor", 2);
      await expect(orders.place(customer, draft)).rejects.toThrow("number");
      expect(await orders.get(first?.id ?? "")).toEqual(first);
      expect(await linesOf(customer)).toEqual(new Map([["rotor", 2]]));
      expect(piecesOf(await orders.place(customer, draftOf(customer)))).toBe(2);
    });

    test.for([
      ["the owner", "ann"],
      ["somebody who is not signed in", null],
    ] as const)(
      "what %s adds during checkouts is ordered or still in the cart, never lost and never both",
      async ([, user]) => {
        const { carts, orders } = state();
        const customer = somebody();
        const { cartId } = customer;
        await carts.add(customer, "abacus", 1);
        const placed: (Order | null)[] = [];
        const add = async (sku: string) => {
          for (let i = 0; i < 10; i++) await carts.add({ cartId, user }, sku, 1);
        };
        const checkOut = async () => {
          for (let i = 0; i < 5; i++) placed.push(await orders.place(customer, draftOf(customer)));
        };
        await Promise.all([add("abacus"), checkOut(), add("rotor"), checkOut(), add("tape")]);
        const left = [...(await linesOf(customer)).values()];
        expect(sum(placed.map(piecesOf)) + sum(left)).toBe(31);
      },
    );
  });
}

const piecesOf = (order: Order | null) => (order?.total ?? 0) / 100;
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
