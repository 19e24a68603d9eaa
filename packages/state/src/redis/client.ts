import { readFile } from "node:fs/promises";
import { createClient } from "redis";
import type { StateLog } from "../state.ts";
import { DeadlineExceededError, deadline } from "./deadline.ts";
import { scripts } from "./scripts.ts";

/** Milliseconds between two pings. */
const PING_INTERVAL = 400;

/** Milliseconds to wait for the answer to a ping, or for a handshake, before connecting anew. */
const ANSWER_TIMEOUT = 800;

/** Milliseconds between two attempts to connect, at most: a Redis that is back is found within two seconds. */
const MAX_RECONNECT_DELAY = 500;

/** The client of node-redis, with the shop's scripts as methods. */
export type Redis = ReturnType<typeof newClient>;

/** A connection that is reopened whenever it is lost. */
export interface RedisConnection {
  readonly redis: Redis;
  /** Why there is no connection now; null while there is one. */
  failure(): Error | null;
  close(): void;
}

/**
 * Where Redis is: redis://[user[:password]@]host:port[/db], or rediss:// for TLS. `passwordFile`, where the password is not in
 * the URL, is read anew for each connection, so that it may change while the shop runs.
 */
export interface RedisAddress {
  readonly url: string;
  readonly passwordFile?: string | undefined;
}

/** Starts to connect and returns at once. Logs when the connection is lost and when it is back. */
export function connectRedis(address: RedisAddress, log: StateLog): RedisConnection {
  const redis = newClient(address);
  let failure: Error | null = null;
  redis.on("ready", () => {
    failure = null;
    log.info({}, "Redis: connected");
  });
  redis.on("error", (error: Error) => {
    if (!failure) log.warn({ reason: error.message }, "Redis: not reachable; trying again until it is");
    failure = error;
  });
  const connect = () => redis.connect().catch(() => {});
  connect();

  const inTime = deadline(ANSWER_TIMEOUT);
  const heartbeat = setInterval(async () => {
    if (!redis.isReady) return;
    const error = await inTime(redis.ping()).catch((error: unknown) => error);
    if (!(error instanceof DeadlineExceededError) || !redis.isReady) return;
    redis.emit("error", error);
    redis.destroy();
    connect();
  }, PING_INTERVAL).unref();
  return {
    redis,
    failure: () => failure,
    close: () => {
      clearInterval(heartbeat);
      redis.destroy();
    },
  };
}

/**
 * A client configured for failure: a command that cannot be sent now fails now (no offline queue). The socket's timeout ends a
 * silent handshake; it does not detect silence under load, because each write restarts it. A timeout for each command would
 * cost more than the command: `guard` bounds every wait instead.
 */
function newClient({ url, passwordFile }: RedisAddress) {
  return createClient({
    ...(passwordFile ? withPasswordFrom(passwordFile, new URL(url)) : { url }),
    // the command for it needs a permission that nothing else needs
    disableClientInfo: true,
    scripts,
    disableOfflineQueue: true,
    commandOptions: { timeout: 0 },
    socket: {
      connectTimeout: ANSWER_TIMEOUT,
      socketTimeout: ANSWER_TIMEOUT,
      reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, MAX_RECONNECT_DELAY),
    },
  });
}

/** A user name in the URL would take precedence over the credentials provider, so it is taken out. */
function withPasswordFrom(file: string, url: URL) {
  const { username } = url;
  url.username = "";
  const credentials = async () => ({ username, password: (await readFile(file, "utf8")).trim() });
  return {
    url: url.href,
    credentialsProvider: { type: "async-credentials-provider" as const, credentials },
  };
}
