import { ComposeRuntime } from "@shop/lab/runtime/compose/compose.ts";
import { verbsContract } from "./verbs-contract.ts";

verbsContract(new ComposeRuntime());
