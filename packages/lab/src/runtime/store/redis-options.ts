import type { Settings } from "../runtime.ts";

/** How long a master may hear nothing of its replicas and still take changes, in the arm that relies on it. */
const MOST_LAG_SECONDS = 2;

/** A deployment's settings as options of redis-server. */
export const redisOptions = ({ persistence = "always", waitsFor }: Settings) => ({
  appendonly: persistence === "off" ? "no" : "yes",
  appendfsync: persistence === "off" ? "no" : persistence,
  "min-replicas-to-write": waitsFor === "min-replicas-to-write 1" ? 1 : 0,
  "min-replicas-max-lag": MOST_LAG_SECONDS,
});

/** For REDIS_WAIT; empty means the shop's own default. */
export const redisWait = ({ waitsFor }: Settings): string =>
  waitsFor === undefined ? "" : (/^WAIT (.)$/.exec(waitsFor)?.[1] ?? "0");
