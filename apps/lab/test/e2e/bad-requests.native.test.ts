import { NativeRuntime } from "@shop/lab/runtime/native/native.ts";
import { badRequestsContract } from "./bad-requests-contract.ts";

badRequestsContract(new NativeRuntime(), 20_000);
