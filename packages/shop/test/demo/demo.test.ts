import { type RedisServer, startRedisServer } from "@shop/testing/redis-server.ts";
import { afterAll, beforeAll } from "vitest";
import { demo } from "../../src/demo/demo.ts";
import { describeContract } from "../describe-contract.ts";
import { openMemoryState } from "../memory-states.ts";
import { openRedisState } from "../redis-states.ts";
import { pagesContract } from "./pages.ts";
import { statsContract } from "./stats.ts";
import { trailContract } from "./trail.ts";
import { whoamiContract } from "./whoami.ts";

let server: RedisServer;
beforeAll(async () => {
  server = await startRedisServer();
});
afterAll(() => server.stop());

const subjects = [whoamiContract, trailContract, pagesContract, statsContract];

describeContract(
  "demo",
  { kind: "memory", openState: openMemoryState, app: demo({ state: "memory" }) },
  subjects,
);
describeContract(
  "demo",
  {
    kind: "redis",
    openState: (lifetimes) => openRedisState(server.url, lifetimes),
    app: demo({ state: "redis" }),
  },
  subjects,
);
