import { startRedisServer } from "@shop/testing/redis-server.ts";
import { afterAll, beforeAll } from "vitest";
import { describeContract } from "../describe-contract.ts";
import { openMemoryState } from "../memory-states.ts";
import { openRedisState } from "../redis-states.ts";
import { plainShopContract } from "./plain-shop.ts";

let server: Awaited<ReturnType<typeof startRedisServer>>;
beforeAll(async () => {
  server = await startRedisServer();
});
afterAll(() => server.stop());

describeContract("without the demo", { kind: "memory", openState: openMemoryState }, [plainShopContract]);
describeContract(
  "without the demo",
  { kind: "redis", openState: (lifetimes) => openRedisState(server.url, lifetimes) },
  [plainShopContract],
);
