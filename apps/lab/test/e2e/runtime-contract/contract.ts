import type { Runtime } from "@shop/lab/runtime/runtime.ts";
import { afterAll, beforeAll, describe } from "vitest";
import { TestDeployment } from "../test-deployment.ts";
import { balancingContract } from "./balancing.ts";
import { faultsContract } from "./faults.ts";
import { logsContract } from "./logs.ts";
import { nginxContract } from "./nginx.ts";
import { releaseContract } from "./release.ts";
import { replicasContract } from "./replicas.ts";
import { twoBalancersContract } from "./two-balancers.ts";
import { upAndDownContract } from "./up-and-down.ts";

/** What every runtime promises, on real processes. */
export function runtimeContract(runtime: Runtime): void {
  describe(`runtime contract: ${runtime.name}`, () => {
    const shop = new TestDeployment(runtime);
    beforeAll(() => shop.down());
    afterAll(() => shop.down());

    upAndDownContract(shop);
    nginxContract(shop);
    replicasContract(shop);
    releaseContract(shop);
    faultsContract(shop);
    logsContract(shop);
    balancingContract(shop);
    if (runtime.setReplicas) twoBalancersContract(shop);
  });
}
