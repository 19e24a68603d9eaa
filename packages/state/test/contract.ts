import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newCartId, newOrderId, newSessionId } from "../src/ids.ts";
import type { Lifetimes, Lines, Order, Session, State } from "../src/state.ts";

const LIFETIMES: Lifetimes = { idle: 60, absolute: 600 };

/** What every implementation of State promises, whoever keeps it. */
export function stateContract(name: string, open: (lifetimes: Lifetimes) => Promise<State>) {
  describe(`state contract: ${name}`, () => {
    let state: State;
    beforeAll(async () => {
      state = await open(LIFETIMES);
    });
    afterAll(() => state.close());

    const session = (more: Partial<Session> = {}): Session => ({
      id: newSessionId(),
      cartId: newCartId(),
      user: "ada",
      createdAt: Date.now(),
      ...more,
    });

    describe("sessions", () => {
      test("a created session is found again with all that it held", async () => {
        const created = session();
        await state.sessions.create(created);
        expect(await state.sessions.get(created.id)).toMatchObject(created);
      });

      test("an unknown id is null", async () => {
        expect(await state.sessions.get(newSessionId())).toBeNull();
      });

      test("a destroyed session is gone, and destroying it again is no error", async () => {
        const created = session();
        await state.sessions.create(created);
        await state.sessions.destroy(created.id);
        await state.sessions.destroy(created.id);
        expect(await state.sessions.get(created.id)).toBeNull();
      });

      test("a touch after the end does not bring a session back", async () => {
        const created = session();
        await state.sessions.create(created);
        await state.sessions.destroy(created.id);
        await state.sessions.touch(created);
        expect(await state.sessions.get(created.id)).toBeNull();
      });

      test("what is given back cannot be used to change what is kept", async () => {
        const created = session();
        await state.sessions.create(created);
        Reflect.set((await state.sessions.get(created.id)) ?? {}, "user", "mallory");
        expect((await state.sessions.get(created.id))?.user).toBe("ada");
      });

      test("count counts what is alive", async () => {
        const before = await state.sessions.count();
        const [one, two] = [session(), session()];
        await Promise.all([state.sessions.create(one), state.sessions.create(two)]);
        expect(await state.sessions.count()).toBe(before + 2);
        await state.sessions.destroy(one.id);
        expect(await state.sessions.count()).toBe(before + 1);
      });
    });

    describe("expiry", () => {
      let brief: State;
      beforeAll(async () => {
        brief = await open({ idle: 2, absolute: 5 });
      });
      afterAll(() => brief.close());
      const gone = (id: string) =>
        expect.poll(() => brief.sessions.get(id), { timeout: 8000, interval: 20 }).toBeNull();

      test("an idle session ends", async () => {
        const idle = session();
        await brief.sessions.create(idle);
        expect(await brief.sessions.get(idle.id)).not.toBeNull();
        await gone(idle.id);
        expect(Date.now() - idle.createdAt).toBeGreaterThanOrEqual(1990);
      });

      test("a touched session outlives its idle time, but not its absolute time", async () => {
        const touched = session();
        await brief.sessions.create(touched);
        while (await brief.sessions.get(touched.id)) {
          await brief.sessions.touch(touched);
          await new Promise((resolve) => setTimeout(resolve, 50));
          if (Date.now() - touched.createdAt > 12_000) break;
        }
        const lived = Date.now() - touched.createdAt;
        expect(lived).toBeGreaterThan(4500);
        expect(lived).toBeLessThan(10_000);
      });
    });

    test("a cart that is renewed outlives its first lifetime", async () => {
      const brief = await open({ idle: 2, absolute: 2 });
      const [renewed, left] = [newCartId(), newCartId()];
      await Promise.all([brief.carts.add(renewed, "abacus", 1), brief.carts.add(left, "abacus", 1)]);
      const began = Date.now();
      while (Date.now() - began < 1200) await new Promise((resolve) => setTimeout(resolve, 50));
      await brief.carts.renew(renewed);
      await expect.poll(() => brief.carts.get(left), { timeout: 8000, interval: 20 }).toEqual(new Map());
      expect(await brief.carts.get(renewed)).toEqual(new Map([["abacus", 1]]));
      await brief.close();
    });

    describe("carts", () => {
      const cart = async (cartId: string) => Object.fromEntries(await state.carts.get(cartId));

      test("a cart nobody filled is empty", async () => {
        expect(await cart(newCartId())).toEqual({});
      });

      test("add, set and remove answer with the cart as it is afterwards", async () => {
        const id = newCartId();
        expect(Object.fromEntries(await state.carts.add(id, "abacus", 2))).toEqual({ abacus: 2 });
        expect(Object.fromEntries(await state.carts.add(id, "abacus", 3))).toEqual({ abacus: 5 });
        expect(Object.fromEntries(await state.carts.set(id, "rotor", 7))).toEqual({ abacus: 5, rotor: 7 });
        expect(Object.fromEntries(await state.carts.remove(id, "abacus"))).toEqual({ rotor: 7 });
        expect(await cart(id)).toEqual({ rotor: 7 });
        await state.carts.clear(id);
        expect(await cart(id)).toEqual({});
      });

      test("of 50 adds at once all 50 count", async () => {
        const id = newCartId();
        await Promise.all(Array.from({ length: 50 }, () => state.carts.add(id, "abacus", 1)));
        expect(await cart(id)).toEqual({ abacus: 50 });
      });
    });

    describe("orders", () => {
      const draft =
        (id: string) =>
        (lines: Lines): Order => ({
          id,
          user: "ada",
          items: [...lines].map(([sku, quantity]) => ({
            sku,
            name: sku,
            quantity,
            price: 100,
            subtotal: 100 * quantity,
          })),
          total: 100 * [...lines.values()].reduce((sum, quantity) => sum + quantity, 0),
          placedAt: new Date().toISOString(),
        });

      test("a cart becomes an order and is empty afterwards", async () => {
        const cartId = newCartId();
        await state.carts.add(cartId, "abacus", 2);
        await state.carts.add(cartId, "rotor", 1);
        const order = await state.orders.place(cartId, draft(newOrderId(cartId)));
        expect(order?.total).toBe(300);
        expect(await state.orders.get(order?.id ?? "")).toEqual(order);
        expect((await state.carts.get(cartId)).size).toBe(0);
      });

      test("an empty cart makes no order, an unknown order is null", async () => {
        const cartId = newCartId();
        const id = newOrderId(cartId);
        expect(await state.orders.place(cartId, draft(id))).toBeNull();
        expect(await state.orders.get(id)).toBeNull();
      });

      test("a cart of which nothing can be ordered stays as it is", async () => {
        const cartId = newCartId();
        await state.carts.add(cartId, "abacus", 2);
        expect(await state.orders.place(cartId, () => null)).toBeNull();
        expect(Object.fromEntries(await state.carts.get(cartId))).toEqual({ abacus: 2 });
      });

      test("of 20 checkouts at once one makes an order", async () => {
        const cartId = newCartId();
        await state.carts.add(cartId, "abacus", 2);
        const placed = await Promise.all(
          Array.from({ length: 20 }, () => state.orders.place(cartId, draft(newOrderId(cartId)))),
        );
        expect(placed.filter(Boolean)).toHaveLength(1);
      });

      test("another product that is added while the order is being drafted is not lost", async () => {
        const cartId = newCartId();
        await state.carts.add(cartId, "abacus", 1);
        const make = draft(newOrderId(cartId));
        let added: Promise<Lines> | undefined;
        const order = await state.orders.place(cartId, (lines) => {
          added ??= state.carts.add(cartId, "rotor", 1);
          return make(lines);
        });
        await added;
        const ordered = order?.items.some(({ sku }) => sku === "rotor");
        expect((await state.carts.get(cartId)).has("rotor")).toBe(!ordered);
      });

      test("items added during checkouts are ordered or still in the cart, never lost and never both", async () => {
        const cartId = newCartId();
        await state.carts.add(cartId, "abacus", 1);
        const adds = Array.from({ length: 30 }, (_, i) =>
          state.carts.add(cartId, ["abacus", "rotor", "tape"][i % 3] as string, 1),
        );
        const checkouts = Array.from({ length: 10 }, () =>
          state.orders.place(cartId, draft(newOrderId(cartId))),
        );
        await Promise.all(adds);
        const ordered = (await Promise.all(checkouts)).reduce(
          (sum, order) => sum + (order?.total ?? 0) / 100,
          0,
        );
        const left = [...(await state.carts.get(cartId)).values()].reduce(
          (sum, quantity) => sum + quantity,
          0,
        );
        expect(ordered + left).toBe(31);
      });
    });
  });
}
