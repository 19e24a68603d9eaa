import { SwarmRuntime } from "@shop/lab/runtime/swarm/swarm.ts";
import { namesContract } from "./names-contract.ts";
import { runtimeContract } from "./runtime-contract/contract.ts";

/** To be run by hand: they take too long for every run of the tests. */
runtimeContract(new SwarmRuntime());
namesContract("swarm");
