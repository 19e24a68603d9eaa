import { readFile } from "node:fs/promises";
import { createClient } from "redis";

/** Milliseconds that it may take to connect and to answer. */
const PATIENCE = 1000;

/** Whether the Redis on this port has loaded its data and lets the shops in. */
export async function redisAnswers(port: number, passwordFile: string): Promise<boolean> {
  const redis = createClient({
    username: "shop",
    password: await readFile(passwordFile, "utf8").catch(() => ""),
    disableClientInfo: true,
    socket: {
      host: "127.0.0.1",
      port,
      connectTimeout: PATIENCE,
      socketTimeout: PATIENCE,
      reconnectStrategy: false,
    },
  });
  redis.on("error", () => {});
  try {
    await redis.connect();
    return (await redis.ping()) === "PONG";
  } catch {
    return false;
  } finally {
    redis.destroy();
  }
}
