import { NativeRuntime } from "../../src/runtime/native/native.ts";
import { verbsContract } from "./verbs-contract.ts";

verbsContract(new NativeRuntime());
