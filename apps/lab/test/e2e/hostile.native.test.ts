import { NativeRuntime } from "@shop/lab/runtime/native/native.ts";
import { hostileContract } from "./hostile-contract.ts";

hostileContract(new NativeRuntime());
