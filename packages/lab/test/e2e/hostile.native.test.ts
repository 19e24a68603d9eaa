import { NativeRuntime } from "../../src/runtime/native/native.ts";
import { hostileContract } from "./hostile-contract.ts";

hostileContract(new NativeRuntime());
