import { ComposeRuntime } from "@shop/lab/runtime/compose/compose.ts";
import { storesContract } from "./stores-contract.ts";

storesContract(new ComposeRuntime());
