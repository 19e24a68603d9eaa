import { NativeRuntime } from "@shop/lab/runtime/native/native.ts";
import { verbsContract } from "./verbs-contract.ts";

verbsContract(new NativeRuntime());
