import { askRedis } from "../../src/runtime/native/ask-redis.ts";
import type { Runtime } from "../../src/runtime/runtime.ts";

/** How many keys a deployment's Redis holds. */
export async function redisKeys(runtime: Runtime): Promise<number> {
  const redis = (await runtime.members()).find(({ role }) => role === "redis");
  const [host = "", port] = redis?.address?.split(":") ?? [];
  return Number((await askRedis(Number(port), "DBSIZE", host)).slice(1));
}
