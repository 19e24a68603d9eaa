/** The state refuses a change that is itself at fault. Nothing was changed. */
export abstract class RefusedError extends Error {}

export class LineFullError extends RefusedError {
  override readonly name = "LineFullError";
  constructor(most: number) {
    super(`A cart holds at most ${most} of one product. Nothing was changed.`);
  }
}

/** An idempotency key came before, with a different request. */
export class KeyReusedError extends RefusedError {
  override readonly name = "KeyReusedError";
  constructor() {
    super(
      "The idempotency key of this request was used before for a different one. Nothing was changed; please load the page again, or send a new key.",
    );
  }
}

/** An idempotency key is too old, or from the future, to tell whether it was used before. */
export class KeyExpiredError extends RefusedError {
  override readonly name = "KeyExpiredError";
  constructor(minutes: number) {
    super(
      `The idempotency key of this request is not of the last ${minutes} minutes, so the shop cannot tell whether this was done before. Nothing was changed now; please look at your cart, load the page again, and send what is missing with a new key.`,
    );
  }
}

/** The cart belongs to another user. */
export class ForeignCartError extends RefusedError {
  override readonly name = "ForeignCartError";
  constructor() {
    super("This cart belongs to another customer. Nothing was changed.");
  }
}
