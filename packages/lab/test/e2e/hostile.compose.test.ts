import { ComposeRuntime } from "../../src/runtime/compose/compose.ts";
import { hostileContract } from "./hostile-contract.ts";

hostileContract(new ComposeRuntime());
