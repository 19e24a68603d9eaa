import { startRedisCluster } from "@shop/testing/redis-cluster.ts";
import { ask, type RedisGroup } from "@shop/testing/redis-group.ts";
import { startRedisSentinel } from "@shop/testing/redis-sentinel.ts";
import { startRedisServer } from "@shop/testing/redis-server.ts";
import { createClient } from "redis";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { newCartId } from "../src/ids.ts";
import { cartKey } from "../src/redis/keys.ts";
import { StateUnavailableError } from "../src/unavailable.ts";
import { beginSession } from "./begin-session.ts";
import { newIdempotencyKey } from "./new-idempotency-key.ts";
import { type OpenState, openRedisState } from "./open-state.ts";

const KINDS = { Sentinel: startRedisSentinel, "a cluster": startRedisCluster };

describe.each(Object.entries(KINDS))("what an answer waits for: %s", (_, start) => {
  let group: RedisGroup;
  beforeAll(async () => {
    group = await start();
  }, 60_000);
  afterAll(() => group.stop());

  const open = async (wait: string) => {
    const state = await openRedisState(group.url, { wait });
    onTestFinished(state.close);
    return state;
  };
  const newCustomer = () => ({ cartId: newCartId(), user: "ann" });
  /** Freezes the replicas of the customer's cart until the test is over: they stay connected and receive nothing. */
  const freezeReplicas = async ({ cartId }: { cartId: string }) => {
    const info = await ask(await group.masterOf(cartKey(cartId)), "INFO", "replication");
    for (const [, port] of info.matchAll(/^slave.*port=(\d+)/gm)) {
      const replica = await createClient({ url: `redis://127.0.0.1:${port}` }).connect();
      const pid = Number(/process_id:(\d+)/.exec(await replica.info("server"))?.[1]);
      replica.destroy();
      process.kill(pid, "SIGSTOP");
      onTestFinished(() => void process.kill(pid, "SIGCONT"));
    }
  };
  const lines = (state: OpenState, { cartId }: { cartId: string }) =>
    state.carts.get(cartId).then((cart) => cart.lines);

  test("changes are acknowledged when a replica has them", async () => {
    const [state, customer] = [await open("1"), newCustomer()];
    const add = async () => {
      const key = newIdempotencyKey();
      // on a busy machine a replica may take longer than a change waits
      await vi.waitFor(() => state.carts.add(customer, "abacus", 1, key), { timeout: 10_000 });
    };
    await Promise.all(Array.from({ length: 50 }, add));
    expect(await lines(state, customer)).toEqual(new Map([["abacus", 50]]));
  });

  test("a sign-out waits for replicas of the master that has the session", async () => {
    const sessions = await Promise.all(Array.from({ length: 6 }, async () => beginSession(await open("0"))));
    for (const { id } of sessions) {
      const state = await open("1");
      // on a busy machine a replica may take longer than a change waits
      await vi.waitFor(() => state.sessions.destroy(id), { timeout: 10_000 });
      expect(await state.sessions.get(id)).toBeNull();
    }
  });

  test("a change that no replica has is made and not acknowledged, also when it is sent again to another shop", async () => {
    const [state, other, careless] = [await open("1"), await open("1"), await open("0")];
    const [customer, key] = [newCustomer(), newIdempotencyKey()];
    await state.carts.add(customer, "abacus", 1);
    await freezeReplicas(customer);
    for (const shop of [state, other])
      await expect(shop.carts.add(customer, "abacus", 1, key)).rejects.toThrow(StateUnavailableError);
    expect(await careless.carts.add(customer, "abacus", 1, key)).toEqual(new Map([["abacus", 2]]));
    expect(await lines(state, customer)).toEqual(new Map([["abacus", 2]]));
  });
});

test("one server has no replicas to wait for", async () => {
  const server = await startRedisServer();
  onTestFinished(server.stop);
  const state = await openRedisState(server.url);
  onTestFinished(state.close);
  const customer = { cartId: newCartId(), user: "ann" };
  expect(await state.carts.add(customer, "abacus", 1)).toEqual(new Map([["abacus", 1]]));
});
