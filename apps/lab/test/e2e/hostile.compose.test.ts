import { ComposeRuntime } from "@shop/lab/runtime/compose/compose.ts";
import { hostileContract } from "./hostile-contract.ts";

hostileContract(new ComposeRuntime());
