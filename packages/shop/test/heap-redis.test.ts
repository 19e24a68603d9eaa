import { heapContract } from "./heap.ts";
import { redisForTest } from "./redis-states.ts";

heapContract("redis", async () => {
  const { open } = await redisForTest();
  return open();
});
