/** The state cannot be used now, through no fault of the request: try again soon. `cause` has the reason. */
export class StateUnavailableError extends Error {
  override readonly name: string = "StateUnavailableError";
  constructor(cause: unknown) {
    super(`The shop's state is not available: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

/** The store has no memory left for customers who have not signed in: the rest is reserved for those who have. */
export class StateFullError extends StateUnavailableError {
  override readonly name = "StateFullError";
  constructor() {
    super("its memory is nearly full");
  }
}
