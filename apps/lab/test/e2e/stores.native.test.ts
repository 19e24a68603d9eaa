import { NativeRuntime } from "@shop/lab/runtime/native/native.ts";
import { storesContract } from "./stores-contract.ts";

storesContract(new NativeRuntime());
