import { memoryState } from "@shop/state/memory";
import { shopContract } from "./contract.ts";

shopContract("memory", async (lifetimes) => memoryState(lifetimes));
