import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { newCartId, newSessionId } from "../src/ids.ts";
import { redisState } from "../src/redis/state.ts";
import { type Lifetimes, REMEMBERED, type State, StateUnavailableError } from "../src/state.ts";
import { stateContract } from "./contract.ts";
import { stateProperties } from "./properties.ts";
import { type RedisServer, startRedisServer } from "./redis-server.ts";

const silent = { info: () => {}, warn: () => {} };

async function openState(server: RedisServer, lifetimes: Lifetimes): Promise<State> {
  const state = redisState({ ...lifetimes, url: server.url, log: silent });
  for (let tries = 0; ; tries++) {
    try {
      await state.ready();
      return state;
    } catch (error) {
      if (tries > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

describe("one Redis", () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedisServer();
  });
  afterAll(() => server.stop());
  stateContract("redis", (lifetimes) => openState(server, lifetimes));
  stateProperties("redis", () => openState(server, { idle: 60, absolute: 600 }), 100);

  test("a session that could not be ended with all others does not begin", async () => {
    const state = await openState(server, { idle: 60, absolute: 600 });
    onTestFinished(state.close);
    const cartId = newCartId();
    const session = { id: newSessionId(cartId), cartId, user: "unindexed", createdAt: Date.now() };
    await server.say([["SET", "shop:sessions-of:unindexed", "no index", "EX", "60"]]);
    await expect(state.sessions.create(session)).rejects.toThrow(StateUnavailableError);
    const previous = { id: newSessionId(cartId), cartId };
    await expect(state.sessions.replace(previous, session)).rejects.toThrow(StateUnavailableError);
    expect(await state.sessions.get(session.id)).toBeNull();
  });

  test("an answer that came in time counts, though this process was too busy to look", async () => {
    const state = await openState(server, { idle: 60, absolute: 600 });
    onTestFinished(state.close);
    const answer = state.carts.get("00");
    for (let turn = 0; turn < 2; turn++) await new Promise(setImmediate);
    const busyUntil = performance.now() + 700;
    while (performance.now() < busyUntil);
    expect(await answer).toEqual(new Map());
  });

  test("a state that is closed leaves no connection behind", async () => {
    const connections = async () => `${await server.say([["CLIENT", "LIST"]])}`.trim().split("\n").length;
    const before = await connections();
    const state = await openState(server, { idle: 60, absolute: 600 });
    expect(await connections()).toBe(before + 1);
    await state.close();
    await expect.poll(connections).toBe(before);
  });

  test("whatever all this wrote expires, remembered answers soonest", async () => {
    const [keys] = (await server.say([["KEYS", "*"]])) as [string[]];
    const seconds = (await server.say(keys.map((key) => ["TTL", key]))) as number[];
    expect(keys.filter((_, i) => (seconds[i] ?? 0) < 0)).toEqual([]);
    const answers = seconds.filter((_, i) => keys[i]?.includes(":answer:"));
    expect(answers.length).toBeGreaterThan(0);
    expect(Math.max(...answers)).toBeLessThanOrEqual(REMEMBERED);
  });
});

describe("a Redis that is a cluster of one, and refuses steps over keys of several slots", () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedisServer("--cluster-enabled", "yes");
    await server.say([["CLUSTER", "ADDSLOTSRANGE", "0", "16383"]]);
    const isUp = async () => expect(`${await server.say([["CLUSTER", "INFO"]])}`).toMatch(/cluster_state:ok/);
    await vi.waitFor(isUp, { timeout: 10_000, interval: 50 });
  });
  afterAll(() => server.stop());
  stateContract("redis cluster", (lifetimes) => openState(server, lifetimes));
});
