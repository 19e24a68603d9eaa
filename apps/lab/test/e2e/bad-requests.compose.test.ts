import { ComposeRuntime } from "@shop/lab/runtime/compose/compose.ts";
import { badRequestsContract } from "./bad-requests-contract.ts";

badRequestsContract(new ComposeRuntime(), 20_000);
