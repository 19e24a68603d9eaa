/** The most of one product that a cart holds. */
export const MAX_QUANTITY = 99;

/**
 * Seconds after which an idempotency key is refused unless its answer is remembered. A form's key is as old as its page: this is
 * how long a page may stay open before its buttons stop working, and the store's memory for answers grows with it.
 */
export const KEY_LIFETIME = 30 * 60;

/** Seconds by which a client's clock may be ahead of ours. */
export const KEY_SKEW = 60;

/** Seconds for which the answer to a change is remembered: as long as its idempotency key could be accepted. */
export const ANSWER_LIFETIME = KEY_LIFETIME + KEY_SKEW;

/** Seconds for which an order is kept: long enough to look at; a shop that delivers keeps orders in a database. */
export const ORDER_LIFETIME = 30 * 24 * 60 * 60;

/**
 * How guessing passwords is slowed down, all times in seconds: after `free` failures an account waits `first` for the next
 * attempt, twice as long after each further failure, and at most `most`. Attempts are forgotten `memory` after the last one.
 */
export interface Slowdown {
  readonly free: number;
  readonly first: number;
  readonly most: number;
  readonly memory: number;
}

/** Slow enough for some 300 guesses a day. */
export const SLOWDOWN: Slowdown = { free: 5, first: 1, most: 5 * 60, memory: 60 * 60 };
