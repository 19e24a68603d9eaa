import { startRedisCluster } from "@shop/testing/redis-cluster.ts";
import type { RedisGroup } from "@shop/testing/redis-group.ts";
import { startRedisSentinel } from "@shop/testing/redis-sentinel.ts";
import { afterAll, beforeAll, describe } from "vitest";
import { stateContract } from "./contract.ts";
import { openRedisState } from "./open-state.ts";

describe.each<[string, () => Promise<RedisGroup>]>([
  ["Sentinel: one master, two replicas, three Sentinels", startRedisSentinel],
  ["a cluster of three masters and three replicas", startRedisCluster],
])("%s", (name, start) => {
  let group: RedisGroup;
  beforeAll(async () => {
    group = await start();
  }, 60_000);
  afterAll(() => group.stop());
  stateContract(name, (lifetimes) => openRedisState(group.url, lifetimes));
});
