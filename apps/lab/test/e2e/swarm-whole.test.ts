import { SwarmRuntime } from "@shop/lab/runtime/swarm/swarm.ts";
import { runtimeContract } from "./runtime-contract/contract.ts";

/** To be run by hand: it takes too long for every run of the tests. */
runtimeContract(new SwarmRuntime());
