import type { StateLog } from "../state.ts";
import { parseAddress, type RedisAddress } from "./connection/address.ts";
import { connectCluster } from "./connection/cluster.ts";
import type { RedisConnection } from "./connection/connection.ts";
import { connectSentinel } from "./connection/sentinel.ts";
import { connectServer } from "./connection/server.ts";

export type { RedisAddress } from "./connection/address.ts";
export type { Redis, RedisConnection } from "./connection/connection.ts";

const KINDS = { server: connectServer, sentinel: connectSentinel, cluster: connectCluster };

/** Starts to connect and returns at once. Logs when the connection is lost and when it is back. */
export function connectRedis(address: RedisAddress, log: StateLog): RedisConnection {
  const target = parseAddress(address);
  return KINDS[target.kind](target, log);
}
