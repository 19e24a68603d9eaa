import { createSentinel } from "redis";
import type { StateLog } from "../../state.ts";
import { DeadlineExceededError, deadline } from "../deadline.ts";
import { scripts } from "../scripts.ts";
import type { Target } from "./address.ts";
import type { RedisConnection } from "./connection.ts";
import { countReplicas } from "./count-replicas.ts";
import { heartbeat } from "./heartbeat.ts";
import { COMMAND_OPTIONS, serverOptions } from "./options.ts";
import { reachability } from "./reachability.ts";

/** Milliseconds to wait for the answer to a ping, which also waits while node-redis asks the Sentinels. */
const ANSWER_TIMEOUT = 1500;

/** Milliseconds for an answer of a Sentinel. Commands wait while Sentinels are asked, so it is shorter than a call may take. */
const SENTINEL_TIMEOUT = 300;

/**
 * Milliseconds between two looks at who is master. On a Sentinel's news node-redis may ask one that has not heard them yet, and then
 * stays with the old master until the next look: that goes on acknowledging what will be lost.
 */
const SCAN_INTERVAL = 1_000;

/**
 * Connects to the master that Sentinels name. Each ping that fails makes node-redis ask the Sentinels again; a master that does not
 * answer is given up together with all that node-redis knew.
 */
export function connectSentinel(target: Target, log: StateLog): RedisConnection {
  const redis = newSentinel(target);
  const { failure, offline, found, lost } = reachability(log);
  // what fails in the background shows in the next ping
  redis.on("error", () => {});
  redis.on("client-error", ({ type, error }) => {
    if (type === "MASTER") lost(error);
  });

  let masters = 0;
  redis.on("topology-change", ({ type }) => {
    if (type === "MASTER_CHANGE") masters++;
  });

  const inTime = deadline(ANSWER_TIMEOUT);
  const stop = heartbeat(async () => {
    try {
      if (redis.isOpen) await inTime(redis.ping());
      else await redis.connect();
      found();
    } catch (error) {
      lost(error as Error);
      if (error instanceof DeadlineExceededError) await redis.destroy();
    }
  });
  return {
    redis,
    failure,
    offline,
    defaultWait: 1,
    masterOf: () => masters,
    countReplicas: (...args) => countReplicas(redis, ...args),
    close: () => {
      stop();
      return redis.destroy();
    },
  };
}

/**
 * `maxCommandRediscovers: 0`: node-redis would send a command again whose connection was lost, though it may have been done.
 * `reserveClient`: without it commands of one tick wait for each other, forever if others keep the connection busy.
 */
function newSentinel(target: Target) {
  const { name, nodes, database, tls } = target;
  const timeouts = { connectTimeout: SENTINEL_TIMEOUT, socketTimeout: SENTINEL_TIMEOUT };
  return createSentinel({
    name,
    sentinelRootNodes: [...nodes],
    scripts,
    commandOptions: COMMAND_OPTIONS,
    maxCommandRediscovers: 0,
    reserveClient: true,
    scanInterval: SCAN_INTERVAL,
    nodeClientOptions: { ...serverOptions(target), database },
    sentinelClientOptions: {
      disableClientInfo: true,
      // keeps the socket that waits for news from timing out
      pingInterval: SENTINEL_TIMEOUT / 3,
      socket: { ...(tls && { tls }), ...timeouts },
    },
  });
}
