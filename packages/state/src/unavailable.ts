import { RefusedError } from "./refused.ts";

/** The state cannot be asked just now, through no fault of the request: try again soon. `cause` has the reason. */
export class StateUnavailableError extends Error {
  constructor(cause: unknown) {
    super(`The shop's state is not available: ${cause instanceof Error ? cause.message : cause}`, { cause });
    this.name = "StateUnavailableError";
  }
}

type Methods = Record<string, (...args: never[]) => Promise<unknown>>;

/** A failure of our own code, which must not pass for a failure of the store. */
const isBug = (error: unknown) =>
  error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;

/** The same store, in which every failure of what is behind it is a StateUnavailableError. A refusal is none. */
export function unavailableOnFailure<T extends object>(store: T): T {
  const guarded = Object.entries(store as unknown as Methods).map(([name, method]) => [
    name,
    (...args: never[]) =>
      method(...args).catch((error: unknown) => {
        throw isBug(error) || error instanceof RefusedError ? error : new StateUnavailableError(error);
      }),
  ]);
  return Object.fromEntries(guarded);
}
