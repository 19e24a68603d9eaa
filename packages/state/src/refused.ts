import { KEY_LIFETIME, MAX_QUANTITY } from "./limits.ts";

/** The state refuses a change because of the change itself; `message` tells the customer why. Nothing was changed. */
export abstract class RefusedError extends Error {}

/** A line would exceed MAX_QUANTITY. */
export class LineFullError extends RefusedError {
  override readonly name = "LineFullError";
  constructor() {
    super(`A cart holds at most ${MAX_QUANTITY} of one product. Nothing was changed.`);
  }
}

/** The idempotency key was used before, with a different request. */
export class KeyReusedError extends RefusedError {
  override readonly name = "KeyReusedError";
  constructor() {
    super(
      "The idempotency key of this request was used before for a different one. Nothing was changed; please load the page again, or send a new key.",
    );
  }
}

/** The idempotency key is too old, or too far in the future, to tell whether it was used before. */
export class KeyExpiredError extends RefusedError {
  override readonly name = "KeyExpiredError";
  constructor() {
    super(
      `The idempotency key of this request is not of the last ${KEY_LIFETIME / 60} minutes, so the shop cannot tell whether this was done before. Nothing was changed now; please look at your cart, load the page again, and send what is missing with a new key.`,
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
