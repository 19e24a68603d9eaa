import { ComposeRuntime } from "@shop/lab/runtime/compose/compose.ts";
import { runtimeContract } from "./runtime-contract/contract.ts";

runtimeContract(new ComposeRuntime());
