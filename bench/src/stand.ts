import { freePort } from "@shop/lab/runtime/port.ts";
import { waitUntil } from "@shop/lab/wait-until.ts";
import { PRODUCTION, type RedisServer, startRedisServer } from "@shop/testing/redis-server.ts";
import type { Contestant } from "./contestants.ts";
import { startNginx } from "./nginx.ts";
import { childrenOf, start } from "./processes.ts";

/** Long enough for the shop's rule, and nobody's secret. */
const SECRET = "only-for-the-bench-0123456789-abcdef";

/** A contestant that is up, behind an nginx of its own and, if it needs one, with a Redis of its own. */
export interface Stand {
  readonly name: string;
  readonly contestant: Contestant;
  readonly urls: { readonly direct: string; readonly nginx: string };
  readonly pids: { readonly replicas: readonly number[]; readonly nginx: readonly number[] };
  readonly redis: RedisServer | null;
}

/** What can differ between two stands of one contestant. */
export interface StandOptions {
  readonly name?: string;
  readonly replicas?: number;
}

/** Starts a stand and waits until it answers through nginx. */
export async function bringUp(
  contestant: Contestant,
  { name = contestant.name, replicas = 1 }: StandOptions = {},
): Promise<Stand> {
  // our settings, but for room for a million customers
  const redis = contestant.needsRedis ? await startRedisServer(PRODUCTION, "--maxmemory", "8gb") : null;
  const ports = await Promise.all(Array.from({ length: replicas }, freePort));
  const pids = ports.map((port, i) => start(launch(contestant, `shop-${i + 1}`, port, redis)));
  const { url, pid } = await startNginx(ports);
  const [port] = ports;
  const direct = `http://127.0.0.1:${port}`;
  for (const port of ports) await answering(`http://127.0.0.1:${port}/readyz`);
  await answering(`${url}/cart`);
  return {
    name,
    contestant,
    urls: { direct, nginx: url },
    pids: { replicas: pids, nginx: await childrenOf(pid) },
    redis,
  };
}

function launch(contestant: Contestant, replica: string, port: number, redis: RedisServer | null) {
  const { folder, program, nodeEnv } = contestant;
  return {
    command: process.execPath,
    args: [program],
    cwd: folder,
    env: {
      NODE_ENV: nodeEnv,
      PORT: `${port}`,
      REPLICA: replica,
      SESSION_SECRET: SECRET,
      LOG_LEVEL: "warn",
      ...(redis && { REDIS_URL: redis.url }),
    },
  };
}

function answering(url: string): Promise<unknown> {
  const answers = () =>
    fetch(url, { headers: { connection: "close" } }).then(
      ({ ok }) => ok,
      () => false,
    );
  return waitUntil(`an answer from ${url}`, answers, { seconds: 30 });
}
