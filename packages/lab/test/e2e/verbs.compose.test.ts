import { ComposeRuntime } from "../../src/runtime/compose/compose.ts";
import { verbsContract } from "./verbs-contract.ts";

verbsContract(new ComposeRuntime());
