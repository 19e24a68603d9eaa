import { startRedisCluster } from "@shop/testing/redis-cluster.ts";
import { NAME, startSentinel } from "@shop/testing/redis-sentinel.ts";
import { type RedisServer, startRedisServer } from "@shop/testing/redis-server.ts";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { newCartId } from "../src/ids.ts";
import { cartKey } from "../src/redis/keys.ts";
import { StateUnavailableError } from "../src/state.ts";
import { type CutLink, cutLink } from "./cut-link.ts";
import { newIdempotencyKey } from "./new-idempotency-key.ts";
import { openRedisState } from "./open-state.ts";

/** Starts a Redis that clients reach over the link only, and resolves with its URL. */
const behindLink: Record<string, (link: CutLink) => Promise<string>> = {
  "one server": async (link) => {
    await serve(link);
    return `redis://localhost:${link.port}`;
  },
  Sentinel: async (link) => {
    await serve(link);
    const sentinel = await startSentinel(link.port);
    onTestFinished(sentinel.stop);
    return `redis+sentinel://localhost:${sentinel.port}/${NAME}`;
  },
  "a cluster": async (link) => {
    const server = await serve(link, "--cluster-enabled", "yes", "--cluster-announce-port", `${link.port}`);
    await server.say([["CLUSTER", "ADDSLOTSRANGE", "0", "16383"]]);
    const isUp = async () => expect(`${await server.say([["CLUSTER", "INFO"]])}`).toMatch(/cluster_state:ok/);
    await vi.waitFor(isUp, { timeout: 10_000, interval: 50 });
    return `redis+cluster://localhost:${link.port}`;
  },
};

const NO_REPLICAS = { wait: "0" };

async function serve(link: CutLink, ...settings: string[]): Promise<RedisServer> {
  const server = await startRedisServer(...settings);
  onTestFinished(server.stop);
  link.target = server.port;
  return server;
}

describe.each(Object.entries(behindLink))("a change whose answer is lost: %s", (_, start) => {
  const open = async () => {
    const link = await cutLink();
    onTestFinished(link.close);
    const state = await openRedisState(await start(link), NO_REPLICAS);
    onTestFinished(state.close);
    return { link, state, customer: { cartId: newCartId(), user: "ann" } };
  };

  test("is not sent a second time without a key", async () => {
    const { link, state, customer } = await open();
    link.cutAnswer = "abacus";
    await expect(state.carts.add(customer, "abacus", 1)).rejects.toThrow(StateUnavailableError);
    await vi.waitFor(() => state.ready(), { timeout: 5000, interval: 20 });
    expect((await state.carts.get(customer.cartId)).lines).toEqual(new Map([["abacus", 1]]));
  });

  test("has the answer of the first time when it is sent again with its key", async () => {
    const { link, state, customer } = await open();
    const key = newIdempotencyKey();
    link.cutAnswer = "abacus";
    const add = () => state.carts.add(customer, "abacus", 1, key);
    await expect(add()).rejects.toThrow(StateUnavailableError);
    const again = await vi.waitFor(add, { timeout: 5000, interval: 20 });
    expect(again).toEqual(new Map([["abacus", 1]]));
    expect((await state.carts.get(customer.cartId)).lines).toEqual(again);
  });
});

describe("a slot of a cluster that moves to another master", () => {
  test("takes with it what changes at its old master wait for", async () => {
    const cluster = await startRedisCluster();
    onTestFinished(cluster.stop);
    const state = await openRedisState(cluster.url, { wait: "1" });
    onTestFinished(state.close);
    const add = (cartId: string) => () => state.carts.add({ cartId, user: "ann" }, "abacus", 1);
    const acknowledged = (cartId: string) => vi.waitFor(add(cartId), { timeout: 10_000, interval: 100 });
    const ids = Array.from({ length: 30 }, newCartId);
    const masters: RedisServer[] = [];
    for (const id of ids) masters.push(await cluster.masterOf(cartKey(id)));
    const [moved = "", ...others] = ids.filter((_, i) => masters[i] === masters[0]);
    expect(others.length).toBeGreaterThan(0);
    // the first change at that master
    await acknowledged(moved);
    await (await cluster.beginMove(cartKey(moved)))();
    for (const cartId of [...others, moved]) await acknowledged(cartId);
  }, 60_000);

  test("takes its cart along: what was acknowledged is there once, and nothing twice", async () => {
    const cluster = await startRedisCluster();
    onTestFinished(cluster.stop);
    const state = await openRedisState(cluster.url);
    onTestFinished(state.close);
    const customer = { cartId: newCartId(), user: "ann" };
    await state.carts.add(customer, "abacus", 1);
    const endMove = await cluster.beginMove(cartKey(customer.cartId));

    // Redis finds a cart that has moved, and refuses changes of several keys until the move is over
    await state.carts.add(customer, "abacus", 1);
    const key = newIdempotencyKey();
    const keyed = () => state.carts.add(customer, "abacus", 1, key);
    await expect(keyed()).rejects.toThrow(/TRYAGAIN/);
    await endMove();
    await state.carts.add(customer, "abacus", 1);
    for (let time = 0; time < 3; time++) expect(await keyed()).toEqual(new Map([["abacus", 4]]));
    expect((await state.carts.get(customer.cartId)).lines).toEqual(new Map([["abacus", 4]]));
  }, 60_000);
});
