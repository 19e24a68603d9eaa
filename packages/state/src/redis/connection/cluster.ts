import { createCluster } from "redis";
import type { StateLog } from "../../state.ts";
import { DeadlineExceededError, deadline } from "../deadline.ts";
import { scripts } from "../scripts.ts";
import type { Target } from "./address.ts";
import type { RedisConnection } from "./connection.ts";
import { countReplicas } from "./count-replicas.ts";
import { heartbeat } from "./heartbeat.ts";
import { ANSWER_TIMEOUT, COMMAND_OPTIONS, serverOptions } from "./options.ts";
import { reachability } from "./reachability.ts";

type Master = ReturnType<typeof newCluster>["masters"][number];

/** Connects to each master of a cluster. While one is lost, customers whose slots are elsewhere are served. */
export function connectCluster(target: Target, log: StateLog): RedisConnection {
  const redis = newCluster(target);
  const { failure, found, lost } = reachability(log);
  const offline = new Error("The cluster's nodes are not known yet.");
  // what fails in the background shows in the next ping
  redis.on("error", () => {});

  const inTime = deadline(ANSWER_TIMEOUT);
  const failureOf = async (master: Master): Promise<Error | null> => {
    const answer = redis.nodeClient(master).then((client) => client.ping());
    const error = await inTime(answer).then(
      () => null,
      (error: Error) => error,
    );
    if (error instanceof DeadlineExceededError) reconnect(master);
    return error;
  };
  const stop = heartbeat(async () => {
    try {
      if (!redis.isOpen) await redis.connect();
      // closed meanwhile: a ping would open a connection anew
      if (!redis.isReady) return;
      const failures = await Promise.all(redis.masters.map(failureOf));
      const error = failures.find((failure) => failure !== null);
      if (error) lost(error);
      else found();
    } catch (error) {
      lost(error as Error);
    }
  });
  return {
    redis,
    failure,
    offline: () => (redis.isReady ? null : (failure() ?? offline)),
    // a master with one replica has none after a failover: with 1, nothing in its slots could change until the dead one is back
    defaultWait: 0,
    masterOf: (key) => redis.getNodeClientForKey(key),
    countReplicas: async (key, ...args) => countReplicas(await redis.getNodeClientForKey(key), key, ...args),
    close: () => {
      stop();
      redis.destroy();
    },
  };
}

/** Ends what waits for the master. One that was never reached gets a new client with the next command. */
function reconnect({ client, connectPromise }: Master): void {
  client?.destroy();
  if (!connectPromise) client?.connect().catch(() => {});
}

/**
 * `minimizeConnections`: otherwise one master that is down keeps a shop from starting that others could serve. Commands are sent again
 * only where a node refused them (MOVED, ASK). The topology is read anew while a master is being reconnected to.
 */
function newCluster(target: Target) {
  const defaults = serverOptions(target);
  return createCluster({
    rootNodes: target.nodes.map((node) => ({ ...defaults, socket: { ...defaults.socket, ...node } })),
    defaults,
    scripts,
    commandOptions: COMMAND_OPTIONS,
    minimizeConnections: true,
    topologyRefreshOnReconnectionAttemptStrategy: 1,
  });
}
