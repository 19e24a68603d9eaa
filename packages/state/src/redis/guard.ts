import { ClientOfflineError, DisconnectsClientError, ErrorReply } from "redis";
import { RefusedError } from "../refused.ts";
import { StateUnavailableError } from "../unavailable.ts";
import type { RedisConnection } from "./client.ts";
import { deadline } from "./deadline.ts";

/** Milliseconds that a call may take. A request makes two in a row (session, then cart) and must end within a second. */
const CALL_TIMEOUT = 480;

type Methods = Record<string, (...args: never[]) => Promise<unknown>>;

/** A mistake in our own code must not look like a failure of Redis. */
const isBug = (error: unknown) =>
  error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;

/** Redis answers, but does not allow this command to its user. Versions of Redis and scripts say it in different words. */
const isForbidden = (error: unknown) =>
  error instanceof ErrorReply && /^NOPERM|ACL failure|can't (run|access)|no permissions/.test(error.message);

/**
 * Returns a function that wraps a store's methods: when Redis fails for whatever reason, or takes longer than CALL_TIMEOUT, they
 * reject with a StateUnavailableError. Refusals pass as they are: Redis did its work. So do mistakes of ours, among them commands that
 * redis/users.acl does not allow.
 */
export function guard(connection: RedisConnection): <Store extends object>(store: Store) => Store {
  const inTime = deadline(CALL_TIMEOUT);
  const explain = (error: unknown): Error => {
    if (error instanceof RefusedError || error instanceof StateUnavailableError) return error;
    // clients that look for a new master may stumble over the one that is missing
    if (isBug(error) && !connection.failure()) return error as Error;
    if (isForbidden(error))
      return new Error("Redis does not let the shop do this: redis/users.acl lists its commands.", {
        cause: error,
      });
    const isDisconnected = error instanceof ClientOfflineError || error instanceof DisconnectsClientError;
    return new StateUnavailableError(isDisconnected ? (connection.failure() ?? error) : error);
  };
  return (store) => {
    const guarded = Object.entries(store as unknown as Methods).map(([name, method]) => [
      name,
      (...args: never[]) => {
        const reason = connection.offline();
        if (reason) return Promise.reject(new StateUnavailableError(reason));
        return inTime(method(...args)).catch((error: unknown) => {
          throw explain(error);
        });
      },
    ]);
    return Object.fromEntries(guarded);
  };
}
