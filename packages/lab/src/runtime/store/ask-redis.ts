const TIMEOUT_MILLISECONDS = 2000;

/** node-redis, which is slow to load and not needed without a Redis. */
export const loadRedisClient = () => import("redis");

interface Credentials {
  readonly username?: string;
  readonly password?: string;
}

interface Address {
  readonly host: string;
  readonly port: number;
}

/** What the server there replies to these commands, as text, lists a line each element; null where it does not, or refuses one. */
export async function askRedis(
  address: Address,
  credentials: Credentials,
  ...commands: readonly string[][]
): Promise<string[] | null> {
  const { createClient } = await loadRedisClient();
  const redis = createClient({
    ...credentials,
    disableClientInfo: true,
    socket: {
      ...address,
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
