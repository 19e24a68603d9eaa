import type { StateLog } from "../../state.ts";
import { DeadlineExceededError, deadline } from "../deadline.ts";
import type { Target } from "./address.ts";
import type { RedisConnection } from "./connection.ts";
import { countReplicas } from "./count-replicas.ts";
import { ANSWER_TIMEOUT, PING_INTERVAL } from "./options.ts";
import { reachability } from "./reachability.ts";
import { newClient } from "./server-client.ts";

/** Connects to one server. A command that is not sent is not sent later; a server that hangs is noticed by its pings. */
export function connectServer(target: Target, log: StateLog): RedisConnection {
  const redis = newClient(target);
  const { failure, found, lost } = reachability(log);
  // a name may lead to another server when it is connected to anew
  let connections = 0;
  redis.on("ready", () => {
    connections++;
    found();
  });
  redis.on("error", lost);
  const connect = () => redis.connect().catch(() => {});
  connect();

  const inTime = deadline(ANSWER_TIMEOUT);
  const pings = setInterval(async () => {
    if (!redis.isReady) return;
    const error = await inTime(redis.ping()).catch((error: unknown) => error);
    if (!(error instanceof DeadlineExceededError) || !redis.isReady) return;
    redis.emit("error", error);
    redis.destroy();
    connect();
  }, PING_INTERVAL).unref();
  return {
    redis,
    failure: () => (redis.isReady ? null : failure()),
    // the client itself refuses commands while it is not connected
    offline: () => null,
    defaultWait: 0,
    masterOf: () => connections,
    countReplicas: (...args) => countReplicas(redis, ...args),
    close: () => {
      clearInterval(pings);
      redis.destroy();
    },
  };
}
