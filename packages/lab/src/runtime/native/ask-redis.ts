import { readFile } from "node:fs/promises";

const TIMEOUT_MILLISECONDS = 1000;

/** Whether the Redis on this port has loaded its data and lets the shops in. */
export async function redisAnswers(port: number, passwordFile: string): Promise<boolean> {
  // here, because the client is slow to load and many deployments have no Redis
  const { createClient } = await import("redis");
  const redis = createClient({
    username: "shop",
    password: await readFile(passwordFile, "utf8").catch(() => ""),
    disableClientInfo: true,
    socket: {
      host: "127.0.0.1",
      port,
      connectTimeout: TIMEOUT_MILLISECONDS,
      socketTimeout: TIMEOUT_MILLISECONDS,
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
