import { SwarmRuntime } from "@shop/lab/runtime/swarm/swarm.ts";
import { runtimeContract } from "./runtime-contract/contract.ts";
import { stackContract } from "./swarm/release.ts";

stackContract();
runtimeContract(new SwarmRuntime());
