const TIMEOUT_MILLISECONDS = 2000;

/** node-redis, which is slow to load and not needed without a Redis. */
export const loadRedisClient = () => import("redis");

interface Credentials {
  readonly username?: string;
  readonly password?: string;
}

/** What the server on this loopback port replies to these commands, as text, lists a line each element; null where it does not, or refuses one. */
export async function askRedis(
  port: number,
  credentials: Credentials,
  ...commands: readonly string[][]
): Promise<string[] | null> {
  const { createClient } = await loadRedisClient();
  const redis = createClient({
    ...credentials,
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
    const replies = [];
    for (const command of commands) replies.push(textOf(await redis.sendCommand(command)));
    return replies;
  } catch {
    return null;
  } finally {
    redis.destroy();
  }
}

const textOf = (reply: unknown) => (Array.isArray(reply) ? reply.join("\n") : String(reply));
