import { ComposeRuntime } from "../../src/runtime/compose/compose.ts";
import { runtimeContract } from "./runtime-contract.ts";

runtimeContract(new ComposeRuntime());
