import { startRedisServer } from "@shop/testing/redis-server.ts";
import { expect, onTestFinished, test } from "vitest";
import { newCartId, slotOf } from "../src/ids.ts";
import { ANSWER_LIFETIME, ORDER_LIFETIME, SLOWDOWN } from "../src/state.ts";
import { beginSession } from "./begin-session.ts";
import { draftOf } from "./draft.ts";
import { newIdempotencyKey } from "./new-idempotency-key.ts";
import { LIFETIMES, openRedisState } from "./open-state.ts";

test("Redis has the keys that src/redis/keys.ts lists, and each expires", async () => {
  const server = await startRedisServer();
  onTestFinished(() => server.stop());
  const state = await openRedisState(server.url);
  onTestFinished(() => state.close());
  const [ann, nobody] = [
    { cartId: newCartId(), user: "ann" },
    { cartId: newCartId(), user: null },
  ];
  const session = await beginSession(state, "ann");
  await state.signInAttempts.charge("ann", null);
  await state.carts.add(nobody, "abacus", 1);
  await state.carts.add(ann, "abacus", 1);
  const add = newIdempotencyKey();
  await state.carts.add(ann, "abacus", 1, add);
  const order = await state.orders.place(ann, draftOf(ann));

  const [keys] = (await server.say([["KEYS", "*"]])) as [string[]];
  const attempts = keys.find((key) => key.startsWith("shop:sign-in-attempts:"));
  const inSlot = (cartId: string, key: string) => `shop:{${slotOf(cartId)}}:${key}`;
  const expected: [key: string | undefined, type: string, seconds: number][] = [
    [`shop:session:${session.id}`, "string", LIFETIMES.idle],
    ["shop:sessions-of:ann", "zset", LIFETIMES.absolute],
    [attempts, "hash", SLOWDOWN.memory],
    [inSlot(ann.cartId, `cart:${ann.cartId}`), "hash", LIFETIMES.absolute],
    [inSlot(nobody.cartId, `cart:${nobody.cartId}`), "hash", LIFETIMES.idle],
    [inSlot(ann.cartId, `order:${order?.id}`), "string", ORDER_LIFETIME],
    [inSlot(ann.cartId, `answer:${ann.cartId}:${add.key}`), "string", ANSWER_LIFETIME],
    ["shop:ready", "string", 60],
  ];
  expect(keys.sort()).toEqual(expected.map(([key]) => key).sort());
  for (const [key = "", type, seconds] of expected) {
    const [found, ttl] = await server.say([
      ["TYPE", key],
      ["TTL", key],
    ]);
    expect(found, key).toBe(type);
    expect(ttl, key).toBeLessThanOrEqual(seconds);
    expect(ttl, key).toBeGreaterThan(seconds - 20);
  }
});
