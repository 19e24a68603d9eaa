/** The state cannot be asked just now, through no fault of the request: try again soon. `cause` has the reason. */
export class StateUnavailableError extends Error {
  constructor(cause: unknown) {
    super(`The shop's state is not available: ${cause instanceof Error ? cause.message : cause}`, { cause });
    this.name = "StateUnavailableError";
  }
}
