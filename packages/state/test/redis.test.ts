import { afterAll, beforeAll } from "vitest";
import { redisState } from "../src/redis/state.ts";
import { stateContract } from "./contract.ts";
import { type RedisServer, startRedisServer } from "./redis-server.ts";

let server: RedisServer;
beforeAll(async () => {
  server = await startRedisServer();
});
afterAll(() => server.stop());

const silent = { info: () => {}, warn: () => {} };

stateContract("redis", async (lifetimes) => {
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
});
