import { shopContract } from "./contract.ts";
import { openMemoryState } from "./memory-states.ts";

shopContract("memory", openMemoryState);
