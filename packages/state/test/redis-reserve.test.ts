import { PRODUCTION, startRedisServer } from "@shop/testing/redis-server.ts";
import { expect, onTestFinished, test } from "vitest";
import { newCartId } from "../src/ids.ts";
import { beginSession } from "./begin-session.ts";
import { draftOf } from "./draft.ts";
import { newIdempotencyKey } from "./new-idempotency-key.ts";
import { openRedisState } from "./open-state.ts";

const AT_ONCE = 100;

/** Repeats `act` until it is refused, and returns how often it succeeded. */
async function untilRefused(act: () => Promise<unknown>): Promise<number> {
  let done = 0;
  for (let refused = false; !refused; ) {
    const tries = Array.from({ length: AT_ONCE }, () => act().then(() => done++));
    refused = (await Promise.allSettled(tries)).some(({ status }) => status === "rejected");
  }
  return done;
}

test("when strangers have used up their share of the memory, thousands of customers can still sign in and check out", async () => {
  const server = await startRedisServer(PRODUCTION, "--appendonly", "no");
  onTestFinished(() => server.stop());
  const state = await openRedisState(server.url);
  onTestFinished(() => state.close());
  const strangers = await untilRefused(() =>
    state.carts.add({ cartId: newCartId(), user: null }, "abacus", 1, newIdempotencyKey()),
  );
  const removals = Array.from(
    { length: 1000 },
    () => () => state.carts.set({ cartId: newCartId(), user: null }, "abacus", 0, newIdempotencyKey()),
  );
  const keys = () => server.say([["DBSIZE"]]);
  const before = await keys();
  for (const remove of removals) await remove();
  expect(await keys(), "what strangers remove takes no room").toEqual(before);

  const customers = await untilRefused(async () => {
    const customer = { cartId: newCartId(), user: "ann" };
    await beginSession(state);
    for (const sku of ["abacus", "rotor", "tape"])
      await state.carts.add(customer, sku, 1, newIdempotencyKey());
    if (!(await state.orders.place(customer, draftOf(customer), newIdempotencyKey())))
      throw new Error("no order");
  });
  console.info(
    `carts of strangers until one was refused: ${strangers}; then checkouts of customers: ${customers}`,
  );
  expect(strangers).toBeGreaterThan(100_000);
  expect(customers).toBeGreaterThan(5000);
}, 120_000);
