import { type RedisServer, startRedisServer } from "@shop/testing/redis-server.ts";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { newCartId } from "../src/ids.ts";
import { StateFullError, StateUnavailableError } from "../src/state.ts";
import { newSessionId } from "./begin-session.ts";
import { stateContract } from "./contract.ts";
import { draftOf } from "./draft.ts";
import { openRedisState } from "./open-state.ts";
import { stateProperties } from "./properties.ts";

describe("one Redis", () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedisServer();
  });
  afterAll(() => server.stop());
  stateContract("redis", (lifetimes) => openRedisState(server.url, lifetimes));
  stateProperties("redis", () => openRedisState(server.url), 100);

  test("a session that cannot be added to its user's list is an error", async () => {
    const state = await openRedisState(server.url);
    onTestFinished(state.close);
    await server.say([["SET", "shop:sessions-of:unlisted", "no list", "EX", "60"]]);
    const added = state.userSessions.add("unlisted", newSessionId(), Date.now() + 60_000);
    await expect(added).rejects.toThrow(StateUnavailableError);
    await expect(state.userSessions.of("unlisted")).rejects.toThrow(StateUnavailableError);
  });

  test("a user's list drops sessions after their absolute end", async () => {
    const state = await openRedisState(server.url);
    onTestFinished(state.close);
    const [user, ended, alive] = [crypto.randomUUID(), newSessionId(), newSessionId()];
    await state.userSessions.add(user, ended, Date.now() - 1);
    await state.userSessions.add(user, alive, Date.now() + 60_000);
    expect(await state.userSessions.of(user)).toEqual([alive]);
  });

  test("an answer that arrived in time counts, though the process was too busy to read it in time", async () => {
    const state = await openRedisState(server.url);
    onTestFinished(state.close);
    // makes the answer arrive while the process is busy, not before
    await server.say([["CLIENT", "PAUSE", "100", "ALL"]]);
    const answer = state.carts.get("00");
    for (let turn = 0; turn < 2; turn++) await new Promise(setImmediate);
    const busyUntil = performance.now() + 700;
    while (performance.now() < busyUntil);
    expect((await answer).lines).toEqual(new Map());
  });

  test("when memory runs short, the rest is reserved for customers who have signed in", async () => {
    const state = await openRedisState(server.url);
    onTestFinished(state.close);
    onTestFinished(async () => {
      await server.say([["CONFIG", "SET", "maxmemory", "0"]]);
    });
    const { carts, orders } = state;
    const nobody = { cartId: newCartId(), user: null };
    const known = { cartId: newCartId(), user: "ann" };
    await carts.add(nobody, "abacus", 1);
    const [info] = await server.say([["INFO", "memory"]]);
    const used = Number(/used_memory:(\d+)/.exec(`${info}`)?.[1]);
    await server.say([["CONFIG", "SET", "maxmemory", `${Math.round(used / 0.85)}`]]);
    for (const customer of [nobody, { cartId: newCartId(), user: null }])
      await expect(carts.add(customer, "rotor", 1)).rejects.toThrow(StateFullError);
    await carts.remove(nobody, "abacus");
    await carts.add(known, "abacus", 1);
    await carts.claim({ ...nobody, user: "grace" });
    expect(await orders.place(known, draftOf(known))).toMatchObject({ user: "ann", total: 100 });
    // once there is room again, strangers are served as before
    await server.say([["CONFIG", "SET", "maxmemory", `${used * 2}`]]);
    await carts.add({ cartId: newCartId(), user: null }, "rotor", 1);
  });

  test("closing a state closes its connection", async () => {
    const connections = async () => `${await server.say([["CLIENT", "LIST"]])}`.trim().split("\n").length;
    const before = await connections();
    const state = await openRedisState(server.url);
    expect(await connections()).toBe(before + 1);
    await state.close();
    await expect.poll(connections).toBe(before);
  });
});

describe("a Redis cluster of one node, which refuses a script whose keys are in different slots", () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedisServer("--cluster-enabled", "yes");
    await server.say([["CLUSTER", "ADDSLOTSRANGE", "0", "16383"]]);
    const isUp = async () => expect(`${await server.say([["CLUSTER", "INFO"]])}`).toMatch(/cluster_state:ok/);
    await vi.waitFor(isUp, { timeout: 10_000, interval: 50 });
  });
  afterAll(() => server.stop());
  stateContract("redis cluster", (lifetimes) => openRedisState(server.url, lifetimes));
});
