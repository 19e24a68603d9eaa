import { SwarmRuntime } from "@shop/lab/runtime/swarm/swarm.ts";
import { afterAll, beforeAll, describe } from "vitest";
import { faultsContract } from "./runtime-contract/faults.ts";
import { replicasContract } from "./runtime-contract/replicas.ts";
import { upAndDownContract } from "./runtime-contract/up-and-down.ts";
import { leavesSwarmContract } from "./swarm/leaves-swarm.ts";
import { stackContract } from "./swarm/release.ts";
import { TestDeployment } from "./test-deployment.ts";

stackContract();

/** A part of the contract; swarm-whole.test.ts has all of it. */
describe("runtime contract: swarm", () => {
  const shop = new TestDeployment(new SwarmRuntime());
  beforeAll(() => shop.down());
  afterAll(() => shop.down());

  upAndDownContract(shop);
  replicasContract(shop);
  faultsContract(shop);
  leavesSwarmContract(shop);
});
