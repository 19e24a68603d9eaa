import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newCartId } from "../src/ids.ts";
import {
  ForeignCartError,
  type IdempotencyKey,
  LineFullError,
  type Lines,
  type State,
} from "../src/state.ts";
import { draftOf } from "./draft.ts";
import { newIdempotencyKey } from "./new-idempotency-key.ts";
import { type Answer, type Change, Model, SKUS, USERS } from "./properties/model.ts";

const CARTS = 3;

const sku = fc.constantFrom(...SKUS);
// half of them make a line just full, or just too full
const quantity = fc.oneof(fc.constantFrom(1, 2, 49, 50, 98, 99), fc.integer({ min: 1, max: 99 }));
const cart = fc.nat({ max: CARTS - 1 });
const signedIn = fc.constantFrom(...USERS);
const anybody = fc.constantFrom(null, null, ...USERS);
const operation = <Name extends string>(...names: Name[]) => fc.constantFrom(...names);

const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ operation: operation("add", "add", "set"), cart, user: anybody, sku, quantity }),
  },
  { weight: 2, arbitrary: fc.record({ operation: operation("remove"), cart, user: anybody, sku }) },
  { weight: 1, arbitrary: fc.record({ operation: operation("claim"), cart, user: signedIn }) },
  { weight: 2, arbitrary: fc.record({ operation: operation("clear", "order"), cart, user: anybody }) },
);

/**
 * Changes, each with how often it is sent at once, and how many changes later it is sent again, if at all: as double
 * clicks and load balancers do.
 */
const sendings = fc.array(
  fc.record({
    change,
    atOnce: fc.integer({ min: 1, max: 3 }),
    again: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 12 },
);

/** Properties that hold whatever customers do. A failure's message has its seed; SEED=n repeats it. */
export function stateProperties(name: string, open: () => Promise<State>, numRuns: number) {
  describe(`state properties: ${name}`, () => {
    const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
    let state: State;
    beforeAll(async () => {
      console.info(`state properties: ${name}, seed ${seed}`);
      state = await open();
    });
    afterAll(() => state.close());
    const holds = <T>(random: fc.Arbitrary<T>, predicate: (value: T) => Promise<void>) =>
      fc.assert(fc.asyncProperty(random, predicate), { seed, numRuns });
    const newCarts = () => Array.from({ length: CARTS }, newCartId);
    const expectCarts = async (ids: readonly string[], model: Model) => {
      const carts = await Promise.all(ids.map((id) => state.carts.get(id)));
      const kept = carts.map(({ lines, owner }) => ({ lines: Object.fromEntries(lines), owner }));
      expect(kept).toEqual(ids.map((_, n) => model.cart(n)));
    };

    test("carts, their owners and every answer follow the rules", () =>
      holds(fc.array(change, { maxLength: 20 }), async (changes) => {
        const [ids, model] = [newCarts(), new Model()];
        for (const one of changes) expect(await make(state, ids, one)).toEqual(model.apply(one));
        await expectCarts(ids, model);
      }));

    test("whatever is sent again, and whenever, happens once, and shows a cart to its owner only", () =>
      holds(sendings, async (sent) => {
        const [ids, model] = [newCarts(), new Model()];
        const keys = sent.map(() => newIdempotencyKey());
        const send = async (n: number, times = 1) => {
          const one = sent[n]?.change as Change;
          const answers = await Promise.all(
            Array.from({ length: times }, () => make(state, ids, one, keys[n])),
          );
          for (const answer of answers) expect(answer).toEqual(model.apply(one, keys[n]?.key));
        };
        for (const [n, { atOnce }] of sent.entries()) {
          await send(n, atOnce);
          const due = sent.flatMap(({ again }, m) => again.filter((later) => m + later === n).map(() => m));
          for (const m of due) await send(m);
        }
        await expectCarts(ids, model);
      }));
  });
}

async function make(
  state: State,
  ids: readonly string[],
  one: Change,
  idempotencyKey?: IdempotencyKey,
): Promise<Answer> {
  const { carts, orders } = state;
  const cartId = ids[one.cart] as string;
  const customer = { cartId, user: one.user };
  const shown = (lines: Lines | null) => (lines ? Object.fromEntries(lines) : "hidden");
  try {
    switch (one.operation) {
      case "add":
      case "set":
        return shown(await carts[one.operation](customer, one.sku, one.quantity, idempotencyKey));
      case "remove":
        return shown(await carts.remove(customer, one.sku, idempotencyKey));
      case "claim":
        await carts.claim({ cartId, user: one.user });
        return "done";
      case "clear":
        await carts.clear(customer);
        return "done";
      case "order": {
        const order = await orders.place(customer, draftOf(customer), idempotencyKey);
        if (!order) return "nothing to order";
        return Object.fromEntries(order.items.map((item) => [item.sku, item.quantity]));
      }
    }
  } catch (error) {
    if (error instanceof LineFullError) return "full";
    if (error instanceof ForeignCartError) return "foreign";
    throw error;
  }
}
