import { freePort } from "@shop/lab/runtime/port.ts";
import { waitUntil } from "@shop/lab/wait-until.ts";
import { startNginxServer } from "@shop/testing/nginx-server.ts";
import { PRODUCTION, type RedisServer, startRedisServer } from "@shop/testing/redis-server.ts";
import type { Contestant } from "./contestants.ts";
import { type Customer, customersOf } from "./customers.ts";
import { addSessions } from "./many-sessions.ts";
import { atEnd, childrenOf, memoryOf, start } from "./processes.ts";

/** Long enough for the shop's rule, and nobody's secret. */
const SECRET = "only-for-the-bench-0123456789-abcdef";

/** A contestant that is up, behind an nginx of its own and, if it needs one, with a Redis of its own. */
export interface Stand {
  readonly name: string;
  readonly contestant: Contestant;
  readonly urls: { readonly direct: string; readonly nginx: string };
  readonly pids: Readonly<Record<"replicas" | "nginx" | "redis", readonly number[]>>;
  readonly customers: readonly Customer[];
  /** Of a replica that has not served anybody yet, in bytes. */
  readonly idleMemory: number;
  /** What a session, its entry in the user's list and a cart took in Redis on average; null where none were added. */
  readonly bytesPerSession: number | null;
}

/** What can differ between two stands of one contestant. */
export interface StandOptions {
  readonly name: string;
  readonly replicas?: number;
  /** Sessions and carts in Redis, those of the customers among them. As many as there are customers by default. */
  readonly sessions?: number;
  /** Whether replicas publish figures for Prometheus (METRICS_PORT). Not by default. */
  readonly hasFigures?: boolean;
}

/** How many customers send requests: so many that none sends more than nginx takes from one address. */
const CUSTOMERS = 256;

/** Starts a stand, waits until it answers through nginx, and signs its customers in. */
export async function bringUp(
  contestant: Contestant,
  { name, replicas = 1, sessions = CUSTOMERS, hasFigures = false }: StandOptions,
): Promise<Stand> {
  const extra = sessions - CUSTOMERS;
  // our settings, but for room for a million customers, who are not written to disk
  const settings = extra > 0 ? ["--maxmemory", "8gb", "--appendonly", "no"] : [];
  const redis = contestant.needsRedis ? await startRedisServer(PRODUCTION, ...settings) : null;
  if (redis) atEnd(redis.stop);
  const ports = await Promise.all(Array.from({ length: replicas }, freePort));
  const figures = hasFigures ? await Promise.all(ports.map(freePort)) : [];
  const pids = ports.map((port, i) =>
    start(launch(contestant, { replica: `shop-${i + 1}`, port, redis, figures: figures[i] })),
  );
  const nginx = await startNginxServer(ports);
  atEnd(nginx.stop);
  const [direct = "", ...others] = ports.map((port) => `http://127.0.0.1:${port}`);
  for (const url of [direct, ...others]) await untilAnswered(`${url}/readyz`);
  await untilAnswered(`${nginx.url}/cart`);
  const idleMemory = await memoryOf(pids[0] as number);
  const customers = await customersOf(direct, CUSTOMERS);
  const bytesPerSession = redis && extra > 0 ? await addSessions(redis, extra) : null;
  return {
    name,
    contestant,
    urls: { direct, nginx: nginx.url },
    pids: { replicas: pids, nginx: await childrenOf(nginx.pid), redis: redis ? [redis.pid()] : [] },
    customers,
    idleMemory,
    bytesPerSession,
  };
}

interface Launch {
  readonly replica: string;
  readonly port: number;
  readonly redis: RedisServer | null;
  /** The port for figures, if they are wanted. */
  readonly figures: number | undefined;
}

function launch(contestant: Contestant, { replica, port, redis, figures }: Launch) {
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
      ...(figures && { METRICS_PORT: `${figures}` }),
    },
  };
}

function untilAnswered(url: string): Promise<unknown> {
  const answers = () =>
    fetch(url, { headers: { connection: "close" } }).then(
      ({ ok }) => ok,
      () => false,
    );
  return waitUntil(`an answer from ${url}`, answers, { seconds: 30 });
}
