import { describe, test } from "vitest";
import { newCartId } from "../../src/ids.ts";
import type { State } from "../../src/state.ts";
import { beginSession, withCookie } from "../begin-session.ts";
import { draftOf } from "../draft.ts";
import type { Bench } from "./bench.ts";

const PATIENCE = { timeout: 9000, interval: 20 };

const newCart = () => ({ cartId: newCartId(), user: "ann" });
type OwnCart = ReturnType<typeof newCart>;

const changes: [name: string, change: (state: State, customer: OwnCart) => Promise<unknown>][] = [
  ["an add", ({ carts }, customer) => carts.add(customer, "abacus", 1)],
  ["a set", ({ carts }, customer) => carts.set(customer, "abacus", 2)],
  ["a remove", ({ carts }, customer) => carts.remove(customer, "rotor")],
  ["a claim", ({ carts }, customer) => carts.claim(customer)],
  ["an order", ({ orders }, customer) => orders.place(customer, draftOf(customer))],
];

export function expiryContract({ open }: Bench) {
  // these wait rather than work, so they wait together
  describe.concurrent("expiry", () => {
    test("a session ends when it has been idle for its idle time, and not before", async (context) => {
      const { expect, onTestFinished } = context;
      const state = await open({ idle: 2 });
      onTestFinished(() => state.close());
      const { id, record } = await beginSession(state);
      await expect.poll(() => Date.now() - record.createdAt, PATIENCE).toBeGreaterThan(1000);
      expect(await state.sessions.get(id)).toEqual(record);
      // reading it more often would keep it alive in memory
      await expect.poll(() => state.sessions.get(id), { timeout: 9000, interval: 2100 }).toBeNull();
    });

    test("a touched session outlives its idle time, but not its absolute time", async (context) => {
      const { expect, onTestFinished } = context;
      const state = await open({ idle: 2, absolute: 5 });
      onTestFinished(() => state.close());
      const { id, record } = await beginSession(state);
      const touched = async () => {
        await state.sessions.touch(id, withCookie(record));
        return state.sessions.get(id);
      };
      await expect.poll(touched, PATIENCE).toBeNull();
      const lived = Date.now() - record.createdAt;
      // Redis counts whole seconds and ends no session late
      expect(lived).toBeGreaterThan(3900);
      expect(lived).toBeLessThan(6500);
    });

    test("each change restarts the lifetime of a cart and its owner", async (context) => {
      const { expect, onTestFinished } = context;
      const state = await open({ absolute: 3 });
      onTestFinished(() => state.close());
      const ownerOf = async ({ cartId }: OwnCart) => (await state.carts.get(cartId)).owner;
      const left = newCart();
      const changed = changes.map(([name, change]) => ({ name, change, customer: newCart() }));
      const all = [left, ...changed.map(({ customer }) => customer)];
      await Promise.all(all.map((customer) => state.carts.add(customer, "abacus", 1)));
      const began = Date.now();
      await expect.poll(() => Date.now() - began, PATIENCE).toBeGreaterThan(2000);
      await Promise.all(changed.map(({ change, customer }) => change(state, customer)));
      await expect.poll(() => ownerOf(left), PATIENCE).toBeNull();
      expect((await state.carts.get(left.cartId)).lines).toEqual(new Map());
      const owners = changed.map(async ({ name, customer }) => [name, await ownerOf(customer)]);
      expect(await Promise.all(owners)).toEqual(changes.map(([name]) => [name, "ann"]));
    });

    test("a cart without an owner lives for a session's idle time", async (context) => {
      const { expect, onTestFinished } = context;
      const state = await open({ idle: 2, absolute: 60 });
      onTestFinished(() => state.close());
      const { carts } = state;
      const [own, left] = [newCart(), newCart()];
      await Promise.all([own, left].map((one) => carts.add({ ...one, user: null }, "abacus", 1)));
      await carts.claim(own);
      const sizes = async () =>
        Promise.all([own, left].map(async ({ cartId }) => (await carts.get(cartId)).lines.size));
      const began = Date.now();
      await expect.poll(sizes, PATIENCE).toEqual([1, 0]);
      expect(Date.now() - began).toBeGreaterThan(900);
      // the owner keeps the cart also while others add to it
      await carts.add({ ...own, user: null }, "rotor", 1);
      const again = Date.now();
      await expect.poll(() => Date.now() - again, PATIENCE).toBeGreaterThan(2500);
      expect((await carts.get(own.cartId)).lines.size).toBe(2);
    });
  });
}
