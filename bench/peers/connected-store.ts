import { RedisStore } from "connect-redis";
import { createClient } from "redis";

/** The store for express-session, as the documentation of connect-redis shows it. */
export async function connectedStore(): Promise<RedisStore> {
  const client = createClient({ url: process.env.REDIS_URL ?? "" });
  client.on("error", console.error);
  await client.connect();
  return new RedisStore({ client });
}
