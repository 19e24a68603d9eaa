import { shopContract } from "./contract.ts";
import { openMemoryState } from "./states.ts";

shopContract("memory", openMemoryState);
