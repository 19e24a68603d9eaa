import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newCartId, newOrderId } from "../src/ids.ts";
import { LineFullError, type Lines, type Once, type Order, type State } from "../src/state.ts";

const SKUS = ["abacus", "rotor", "tape"] as const;

type Change =
  | { readonly operation: "add" | "set"; readonly sku: string; readonly quantity: number }
  | { readonly operation: "remove"; readonly sku: string }
  | { readonly operation: "place" };

/** What a change was answered: the lines afterwards, what was ordered, or that a line is full. */
type Answer = Record<string, number> | "full" | "nothing to order";

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: quantified("add") },
  { weight: 2, arbitrary: quantified("set") },
  {
    weight: 2,
    arbitrary: fc.record({ operation: fc.constant("remove" as const), sku: fc.constantFrom(...SKUS) }),
  },
  { weight: 1, arbitrary: fc.record({ operation: fc.constant("place" as const) }) },
);

function quantified(operation: "add" | "set") {
  return fc.record({
    operation: fc.constant(operation),
    sku: fc.constantFrom(...SKUS),
    // often such that a line is just full, or just too full
    quantity: fc.oneof(fc.constantFrom(1, 2, 49, 50, 98, 99), fc.integer({ min: 1, max: 99 })),
  });
}

/**
 * Changes, each with how often it is sent at once, and how many changes later it is sent again, if at all: what a double
 * click and a load balancer make of what a customer does.
 */
const sendings = fc.array(
  fc.record({
    change,
    atOnce: fc.integer({ min: 1, max: 3 }),
    again: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 12 },
);

/** What must hold for a state whatever customers do. The seed of a failure is in its message; SEED=n repeats it. */
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

    test("a cart is what arithmetic says, and so is every answer", () =>
      holds(fc.array(change, { maxLength: 20 }), async (changes) => {
        const cartId = newCartId();
        let model: Record<string, number> = {};
        for (const one of changes) {
          const expected = modelled(model, one);
          expect(await make(state, cartId, one)).toEqual(expected.answer);
          model = expected.cart;
        }
        expect(Object.fromEntries(await state.carts.get(cartId))).toEqual(model);
      }));

    test("whatever is sent again, and whenever: the same happens as if all had been sent once", () =>
      holds(sendings, async (sent) => {
        const cartId = newCartId();
        let model: Record<string, number> = {};
        const answers: Answer[] = [];
        const keys = sent.map((): Once => ({ key: crypto.randomUUID(), fingerprint: "the same" }));
        const send = async (n: number, times = 1) => {
          const one = sent[n]?.change as Change;
          const all = Array.from({ length: times }, () => make(state, cartId, one, keys[n]));
          for (const answer of await Promise.all(all)) expect(answer).toEqual(answers[n]);
        };
        for (const [n, { change: one, atOnce }] of sent.entries()) {
          const expected = modelled(model, one);
          answers.push(expected.answer);
          model = expected.cart;
          await send(n, atOnce);
          const due = sent.flatMap(({ again }, m) => again.filter((later) => m + later === n).map(() => m));
          for (const m of due) await send(m);
        }
        expect(Object.fromEntries(await state.carts.get(cartId))).toEqual(model);
      }));
  });
}

async function make(state: State, cartId: string, one: Change, once?: Once): Promise<Answer> {
  const { carts, orders } = state;
  try {
    switch (one.operation) {
      case "add":
      case "set":
        return Object.fromEntries(await carts[one.operation](cartId, one.sku, one.quantity, once));
      case "remove":
        return Object.fromEntries(await carts.remove(cartId, one.sku, once));
      case "place": {
        const order = await orders.place(cartId, draft(newOrderId(cartId)), once);
        if (!order) return "nothing to order";
        return Object.fromEntries(order.items.map(({ sku, quantity }) => [sku, quantity]));
      }
    }
  } catch (error) {
    if (error instanceof LineFullError) return "full";
    throw error;
  }
}

const draft =
  (id: string) =>
  (lines: Lines): Order => ({
    id,
    user: "ada",
    items: [...lines].map(([sku, quantity]) => ({ sku, name: sku, quantity, price: 1, subtotal: quantity })),
    total: [...lines.values()].reduce((sum, quantity) => sum + quantity, 0),
    placedAt: new Date().toISOString(),
  });

/** The same change of a cart on paper. */
function modelled(
  cart: Record<string, number>,
  one: Change,
): { cart: Record<string, number>; answer: Answer } {
  if (one.operation === "place") {
    const isEmpty = Object.keys(cart).length === 0;
    return { cart: {}, answer: isEmpty ? "nothing to order" : cart };
  }
  const { [one.sku]: before = 0, ...others } = cart;
  if (one.operation === "remove") return { cart: others, answer: others };
  const after = one.operation === "add" ? before + one.quantity : one.quantity;
  if (after > 99) return { cart, answer: "full" };
  const changed = { ...others, [one.sku]: after };
  return { cart: changed, answer: changed };
}
