import type { RedisServer } from "@shop/testing/redis-server.ts";
import { findValkey, startValkeyServer } from "@shop/testing/valkey-server.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stateContract } from "./contract.ts";
import { openRedisState } from "./open-state.ts";

const valkey = findValkey();

// with Docker there is an image of it, so that it is missing is a mistake
test.runIf(!valkey && process.env.REQUIRE_DOCKER === "1")("there is a Valkey to test with", () => {
  expect(valkey).not.toBeNull();
});

if (!valkey)
  console.info("Skipped: no valkey-server on this machine, and no image valkey/valkey:9 in Docker.");

describe.runIf(valkey)("Valkey", () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startValkeyServer(valkey ?? []);
  });
  afterAll(() => server.stop());
  stateContract("valkey", (lifetimes) => openRedisState(server.url, lifetimes));
});
