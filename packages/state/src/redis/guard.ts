import { ClientOfflineError, DisconnectsClientError } from "redis";
import { RefusedError } from "../refused.ts";
import { StateUnavailableError } from "../unavailable.ts";
import type { RedisConnection } from "./client.ts";
import { deadline } from "./deadline.ts";

/** Milliseconds that a call to a store may take: two in a row, as a change makes (who is it, then the change), end within a second. */
const PATIENCE = 480;

type Methods = Record<string, (...args: never[]) => Promise<unknown>>;

/** A failure of our own code, which must not pass for a failure of Redis. */
const isBug = (error: unknown) =>
  error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;

/**
 * Gives a store the same store in which whatever Redis cannot do, whatever the reason, is a StateUnavailableError, and so
 * is an answer that takes too long. A refusal is none: there Redis did what it was asked to do.
 */
export function guard(connection: RedisConnection): <Store extends object>(store: Store) => Store {
  const inTime = deadline(PATIENCE);
  const explain = (error: unknown): Error => {
    if (isBug(error) || error instanceof RefusedError || error instanceof StateUnavailableError)
      return error as Error;
    const isDisconnected = error instanceof ClientOfflineError || error instanceof DisconnectsClientError;
    return new StateUnavailableError(isDisconnected ? (connection.failure() ?? error) : error);
  };
  return (store) => {
    const guarded = Object.entries(store as unknown as Methods).map(([name, method]) => [
      name,
      (...args: never[]) =>
        inTime(method(...args)).catch((error: unknown) => {
          throw explain(error);
        }),
    ]);
    return Object.fromEntries(guarded);
  };
}
