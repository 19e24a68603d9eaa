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

/** The cart belongs to another user. */
export class ForeignCartError extends RefusedError {
  override readonly name = "ForeignCartError";
  constructor() {
    super("This cart belongs to another customer. Nothing was changed.");
  }
}
