import type { StateLog } from "../../state.ts";

/** Whether Redis is reached, logged when that changes. */
export function reachability(log: StateLog) {
  let isReached = false;
  let failure: Error | null = null;
  return {
    failure: () => failure,
    /** As `failure`, but also before the first connection. */
    offline: () => (isReached ? null : (failure ?? new Error("Redis has not been reached yet."))),
    found: () => {
      if (!isReached) log.info({}, "Redis: connected");
      isReached = true;
      failure = null;
    },
    lost: (error: Error) => {
      if (!failure) log.warn({ reason: error.message }, "Redis: not reachable; trying again until it is");
      isReached = false;
      failure = error;
    },
  };
}
