import { heapContract } from "./heap.ts";
import { openMemoryState } from "./memory-states.ts";

heapContract("memory", async () => openMemoryState());
