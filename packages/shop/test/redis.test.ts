import { afterAll, beforeAll } from "vitest";
import { type RedisServer, startRedisServer } from "../../state/test/redis-server.ts";
import { shopContract } from "./contract.ts";
import { openRedisState } from "./states.ts";

let server: RedisServer;
beforeAll(async () => {
  server = await startRedisServer();
});
afterAll(() => server.stop());

shopContract("redis", (lifetimes) => openRedisState(server.url, lifetimes));
