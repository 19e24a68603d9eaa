import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newCartId, newOrderId, newSessionId, slotOf } from "../src/ids.ts";
import {
  KeyReusedError,
  type Lifetimes,
  LineFullError,
  type Lines,
  type Once,
  type Order,
  type Session,
  type State,
} from "../src/state.ts";

const LIFETIMES: Lifetimes = { idle: 60, absolute: 600 };

/** What every implementation of State promises, whoever keeps it. */
export function stateContract(name: string, open: (lifetimes: Lifetimes) => Promise<State>) {
  describe(`state contract: ${name}`, () => {
    let state: State;
    beforeAll(async () => {
      state = await open(LIFETIMES);
    });
    afterAll(() => state.close());

    const session = (more: Partial<Session> = {}): Session => {
      const cartId = more.cartId ?? newCartId();
      return { id: newSessionId(cartId), cartId, user: "ada", createdAt: Date.now(), ...more };
    };
    /** The session of somebody who signs in next after `previous`: another id, another cart, the same slot. */
    const after = (previous: Session, more: Partial<Session> = {}) =>
      session({ cartId: newCartId(slotOf(previous.cartId)), ...more });
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
    const onceAs = (fingerprint: string): Once => ({ key: crypto.randomUUID(), fingerprint });

    describe("sessions", () => {
      test("a created session is found again with all that it held", async () => {
        const created = session();
        await state.sessions.create(created);
        expect(await state.sessions.get(created.id)).toMatchObject(created);
      });

      test("an unknown id is null", async () => {
        expect(await state.sessions.get(newSessionId(newCartId()))).toBeNull();
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

      test("a session that replaces another ends it and keeps its cart", async () => {
        const previous = session({ user: null });
        await state.sessions.create(previous);
        await state.carts.add(previous.cartId, "abacus", 2);
        const next = after(previous);
        const begun = await state.sessions.replace(previous, next);
        expect(begun).toMatchObject({ ...next, cartId: previous.cartId });
        expect(await state.sessions.get(next.id)).toMatchObject(begun);
        expect(await state.sessions.get(previous.id)).toBeNull();
      });

      test("in the place of a session that is not alive, one begins with a cart of its own", async () => {
        const previous = session();
        const next = after(previous);
        expect(await state.sessions.replace(previous, next)).toMatchObject(next);
        expect(await state.sessions.get(next.id)).toMatchObject(next);
      });

      test("of many that replace one session at once, one keeps its cart", async () => {
        const previous = session();
        await state.sessions.create(previous);
        const all = await Promise.all(
          Array.from({ length: 10 }, () => state.sessions.replace(previous, after(previous))),
        );
        expect(all.filter(({ cartId }) => cartId === previous.cartId)).toHaveLength(1);
        expect(new Set(all.map(({ cartId }) => cartId)).size).toBe(10);
      });

      test("all sessions of a user end at once, however they began, and nobody else's", async () => {
        const [user, another] = [crypto.randomUUID(), crypto.randomUUID()];
        const [created, previous, others] = [
          session({ user }),
          session({ user: null }),
          session({ user: another }),
        ];
        for (const begun of [created, previous, others]) await state.sessions.create(begun);
        const replaced = await state.sessions.replace(previous, after(previous, { user }));
        await state.sessions.destroyAll(user);
        expect(await state.sessions.get(created.id)).toBeNull();
        expect(await state.sessions.get(replaced.id)).toBeNull();
        expect(await state.sessions.get(others.id)).toMatchObject(others);
        await state.sessions.destroyAll(crypto.randomUUID());
      });

      test("a session that began while all were ended is ended with the next time all are", async () => {
        const user = crypto.randomUUID();
        const all = Array.from({ length: 20 }, () => session({ user }));
        await Promise.all(
          all.flatMap((one) => [state.sessions.create(one), state.sessions.destroyAll(user)]),
        );
        await state.sessions.destroyAll(user);
        const left = await Promise.all(all.map(({ id }) => state.sessions.get(id)));
        expect(left.filter(Boolean)).toEqual([]);
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

    test("a cart that passes to the next session begins its life anew", async () => {
      const brief = await open({ idle: 2, absolute: 2 });
      const [previous, left] = [session(), newCartId()];
      await brief.sessions.create(previous);
      await Promise.all([brief.carts.add(previous.cartId, "abacus", 1), brief.carts.add(left, "abacus", 1)]);
      const began = Date.now();
      while (Date.now() - began < 1200) await new Promise((resolve) => setTimeout(resolve, 50));
      await brief.sessions.replace(previous, after(previous));
      await expect.poll(() => brief.carts.get(left), { timeout: 8000, interval: 20 }).toEqual(new Map());
      expect(await brief.carts.get(previous.cartId)).toEqual(new Map([["abacus", 1]]));
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

    describe("a line", () => {
      test("never exceeds 99: what would make it more is refused and changes nothing", async () => {
        const id = newCartId();
        await state.carts.add(id, "abacus", 98);
        await expect(state.carts.add(id, "abacus", 2)).rejects.toThrow(LineFullError);
        await expect(state.carts.set(id, "rotor", 100)).rejects.toThrow(LineFullError);
        expect(await state.carts.get(id)).toEqual(new Map([["abacus", 98]]));
      });

      test("never exceeds 99, however many add at once", async () => {
        const id = newCartId();
        const adds = Array.from({ length: 40 }, () => state.carts.add(id, "abacus", 3));
        const refused = (await Promise.allSettled(adds)).filter(({ status }) => status === "rejected");
        expect(refused).toHaveLength(7);
        expect(await state.carts.get(id)).toEqual(new Map([["abacus", 99]]));
      });
    });

    describe("a change that is sent again", () => {
      const twice = async <Answer>(change: () => Promise<Answer>): Promise<Answer> => {
        const [first, again] = await Promise.all([change(), change()]);
        expect(again).toEqual(first);
        expect(await change()).toEqual(first);
        return first;
      };

      test("adds once, and answers as it did", async () => {
        const id = newCartId();
        const once = onceAs("add 2 abacus");
        await twice(() => state.carts.add(id, "abacus", 2, once));
        await state.carts.add(id, "rotor", 1);
        expect(await state.carts.add(id, "abacus", 2, once)).toEqual(new Map([["abacus", 2]]));
        expect(Object.fromEntries(await state.carts.get(id))).toEqual({ abacus: 2, rotor: 1 });
      });

      test("sets and removes once: what was changed in between stays", async () => {
        const id = newCartId();
        const [set, remove] = [onceAs("set"), onceAs("remove")];
        await twice(() => state.carts.set(id, "abacus", 5, set));
        await state.carts.add(id, "abacus", 1);
        await state.carts.set(id, "abacus", 5, set);
        expect(await state.carts.get(id)).toEqual(new Map([["abacus", 6]]));
        await twice(() => state.carts.remove(id, "abacus", remove));
        await state.carts.add(id, "abacus", 1);
        expect(await state.carts.remove(id, "abacus", remove)).toEqual(new Map());
        expect(await state.carts.get(id)).toEqual(new Map([["abacus", 1]]));
      });

      test("is refused again if it was refused", async () => {
        const id = newCartId();
        const once = onceAs("add 2 abacus");
        await state.carts.set(id, "abacus", 98);
        await expect(state.carts.add(id, "abacus", 2, once)).rejects.toThrow(LineFullError);
        await state.carts.remove(id, "abacus");
        await expect(state.carts.add(id, "abacus", 2, once)).rejects.toThrow(LineFullError);
        expect(await state.carts.get(id)).toEqual(new Map());
      });

      test("with another fingerprint is refused and changes nothing", async () => {
        const previous = session();
        await state.sessions.create(previous);
        const { cartId } = previous;
        const once = onceAs("add 1 abacus");
        const other = { ...once, fingerprint: "add 1 abacus and more" };
        await state.carts.add(cartId, "abacus", 1, once);
        await expect(state.carts.add(cartId, "rotor", 1, other)).rejects.toThrow(KeyReusedError);
        await expect(state.carts.set(cartId, "abacus", 9, other)).rejects.toThrow(KeyReusedError);
        await expect(state.carts.remove(cartId, "abacus", other)).rejects.toThrow(KeyReusedError);
        await expect(state.orders.place(cartId, draft(newOrderId(cartId)), other)).rejects.toThrow(
          KeyReusedError,
        );
        expect(await state.carts.get(cartId)).toEqual(new Map([["abacus", 1]]));

        const begun = await state.sessions.replace(previous, after(previous), once);
        await expect(state.sessions.replace(previous, after(previous), other)).rejects.toThrow(
          KeyReusedError,
        );
        expect(await state.sessions.get(begun.id)).toMatchObject(begun);
      });

      test("counts anew in another cart, and with another key", async () => {
        const [one, other] = [newCartId(), newCartId()];
        const once = onceAs("add 1 abacus");
        await state.carts.add(one, "abacus", 1, once);
        expect(await state.carts.add(other, "abacus", 1, once)).toEqual(new Map([["abacus", 1]]));
        const more = onceAs("add 1 abacus");
        expect(await state.carts.add(one, "abacus", 1, more)).toEqual(new Map([["abacus", 2]]));
      });

      test("places one order, and answers with it though the cart is empty or filled anew", async () => {
        const cartId = newCartId();
        await state.carts.add(cartId, "abacus", 2);
        const once = onceAs("checkout");
        const place = () => state.orders.place(cartId, draft(newOrderId(cartId)), once);
        const order = await twice(place);
        expect(order?.total).toBe(200);
        await state.carts.add(cartId, "rotor", 1);
        expect(await place()).toEqual(order);
        expect(await state.carts.get(cartId)).toEqual(new Map([["rotor", 1]]));
      });

      test("places no order if there was nothing to order", async () => {
        const cartId = newCartId();
        const once = onceAs("checkout");
        const place = () => state.orders.place(cartId, draft(newOrderId(cartId)), once);
        await twice(place);
        await state.carts.add(cartId, "abacus", 1);
        expect(await place()).toBeNull();
        expect(await state.carts.get(cartId)).toEqual(new Map([["abacus", 1]]));
      });

      test("replaces a session once, by the same one", async () => {
        const previous = session({ user: null });
        await state.sessions.create(previous);
        const once = onceAs("sign in as ada");
        const before = await state.sessions.count();
        const begun = await twice(() => state.sessions.replace(previous, after(previous), once));
        expect(begun.cartId).toBe(previous.cartId);
        expect(await state.sessions.count()).toBe(before);
      });

      test("does not bring back a session that ended in between", async () => {
        const previous = session({ user: null });
        await state.sessions.create(previous);
        const once = onceAs("sign in as ada");
        const begun = await state.sessions.replace(previous, after(previous), once);
        await state.sessions.destroy(begun.id);
        expect((await state.sessions.replace(previous, after(previous), once)).id).toBe(begun.id);
        expect(await state.sessions.get(begun.id)).toBeNull();
      });
    });

    describe("orders", () => {
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
