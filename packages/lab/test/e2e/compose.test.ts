import { ComposeRuntime } from "../../src/runtime/compose/compose.ts";
import { runtimeContract } from "./runtime-contract.ts";

// a dead container's address says nothing: nginx waits 500 ms before it asks another replica
runtimeContract(new ComposeRuntime(), { patience: 2000 });
