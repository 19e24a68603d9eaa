import { type RedisServer, startRedisServer } from "@shop/testing/redis-server.ts";
import { afterAll, beforeAll } from "vitest";
import { shopContract } from "./contract.ts";
import { openRedisState } from "./redis-states.ts";

let server: RedisServer;
beforeAll(async () => {
  server = await startRedisServer();
});
afterAll(() => server.stop());

shopContract("redis", (lifetimes) => openRedisState(server.url, lifetimes));
