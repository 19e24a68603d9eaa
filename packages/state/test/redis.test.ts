import { createClient } from "redis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { redisState } from "../src/redis/state.ts";
import { type Lifetimes, REMEMBERED, type State } from "../src/state.ts";
import { stateContract } from "./contract.ts";
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

  test("whatever all this wrote expires, remembered answers soonest", async () => {
    const admin = await createClient({ url: server.url }).connect();
    const keys = await admin.keys("*");
    const left = new Map(await Promise.all(keys.map(async (key) => [key, await admin.ttl(key)] as const)));
    admin.destroy();
    expect(keys.filter((key) => (left.get(key) ?? -1) < 0)).toEqual([]);
    const answers = keys.filter((key) => key.includes(":answer:"));
    expect(answers.length).toBeGreaterThan(0);
    expect(Math.max(...answers.map((key) => left.get(key) ?? 0))).toBeLessThanOrEqual(REMEMBERED);
  });
});

describe("a Redis that is a cluster of one, and refuses steps over keys of several slots", () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedisServer("--cluster-enabled", "yes");
    const admin = await createClient({ url: server.url }).connect();
    await admin.clusterAddSlotsRange({ start: 0, end: 16_383 });
    while (!(await admin.clusterInfo()).includes("cluster_state:ok"))
      await new Promise((resolve) => setTimeout(resolve, 50));
    admin.destroy();
  });
  afterAll(() => server.stop());
  stateContract("redis cluster", (lifetimes) => openState(server, lifetimes));
});
