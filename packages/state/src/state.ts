/**
 * A change that may be sent twice but must happen once. `key` names the attempt; `issuedAt` is when the key was made, in
 * milliseconds since the epoch; `fingerprint` is a digest of the request. The same key again gets the answer of the first
 * time, a refusal too. Every change that takes one rejects with a KeyReusedError when the key came before with another
 * fingerprint, and with a KeyExpiredError when a key that is not remembered is older than KEY_LIFETIME: it might have been
 * used and forgotten.
 */
export interface Once {
  readonly key: string;
  readonly issuedAt: number;
  readonly fingerprint: string;
}

/** What lies in a cart: quantity by SKU. */
export type Lines = ReadonlyMap<string, number>;

/** A cart as it is kept. `owner` is the user who signed in with it; null: whoever has its cookie may see it. */
export interface Cart {
  readonly lines: Lines;
  readonly owner: string | null;
}

/** Who asks for a change of which cart. `user` is null for somebody who is not signed in. */
export interface Customer {
  readonly cartId: string;
  readonly user: string | null;
}

/**
 * Each change is atomic. It resolves with the lines as they are afterwards; it rejects and changes nothing with a LineFullError
 * where a line would exceed MAX_QUANTITY, and with a ForeignCartError where the cart belongs to another user. There is one
 * exception, for requests that were under way while their customer signed in: for `overlap` seconds after a cart was claimed,
 * changes by somebody who is not signed in count, and resolve with null, for they are told nothing of what is in it.
 * A signed-in customer's change claims a cart that has no owner. A cart lives for `absolute` seconds after its last change, or
 * for `idle` seconds while it has no owner: what strangers can store is short-lived.
 */
export interface Carts {
  get(cartId: string): Promise<Cart>;
  add(customer: Customer, sku: string, quantity: number, once?: Once): Promise<Lines | null>;
  set(customer: Customer, sku: string, quantity: number, once?: Once): Promise<Lines | null>;
  remove(customer: Customer, sku: string, once?: Once): Promise<Lines | null>;
  /**
   * Makes the cart its user's own; the overlap begins. What lies in `previous`, a cart of the same slot, moves into it where that
   * one is the user's own, too (up to MAX_QUANTITY of a product): it is what a customer left whose session ended meanwhile.
   */
  claim(customer: Customer & { readonly user: string }, previous?: string | null): Promise<void>;
  /** Removes the cart, its owner with it. */
  clear(customer: Customer): Promise<void>;
}

/** A line of an order. Prices are integer cents and those of the moment of ordering. */
export interface OrderLine {
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly price: number;
  readonly subtotal: number;
}

/** `placedAt` is an ISO 8601 time; `total` integer cents. */
export interface Order {
  readonly id: string;
  readonly user: string;
  readonly items: readonly OrderLine[];
  readonly total: number;
  readonly placedAt: string;
}

export interface Orders {
  /**
   * Takes the cart through checkout: what `draft` makes of its lines is kept as an order and the cart is emptied, as one
   * step. Null when the cart is empty, thus for all but one of several checkouts at once, and when `draft` makes nothing of
   * it. `draft` may be called again when the cart changed under it, so it must be free of side effects; it must give each
   * order a new id, for an order is never written over another one. `seen`, the lines as the caller last saw them, saves
   * looking them up. Rejects with a ForeignCartError where the cart belongs to another user.
   */
  place(
    customer: Customer,
    draft: (lines: Lines) => Order | null,
    once?: Once,
    seen?: Lines,
  ): Promise<Order | null>;
  get(orderId: string): Promise<Order | null>;
}

/** Which sessions a user has: what a session store cannot be asked. The sessions themselves are the store's. */
export interface UserSessions {
  /** `endsAt` in milliseconds since the epoch: the session's absolute end. */
  add(user: string, sessionId: string, endsAt: number): Promise<void>;
  /** The ids of all sessions that the user has begun; some may have ended. */
  of(user: string): Promise<readonly string[]>;
  /** How many sessions are alive, of all users. For people and experiments: may walk over all of them. */
  count(): Promise<number>;
}

/**
 * Attempts to sign in that failed, by account, so that guessing a password takes ever longer. `device` is a browser that has
 * signed in to the account before, and is counted by itself; null is everybody else, who are counted together: a stranger's
 * guesses do not keep an account's owner out.
 */
export interface SignInAttempts {
  /**
   * Counts an attempt as failed, before anybody looks at its password: of guesses at the same moment no more than allowed get
   * a look. Resolves with zero where the attempt may be made; otherwise nothing is counted, and it may be made in so many
   * milliseconds.
   */
  charge(account: string, device: string | null): Promise<number>;
  /** Forgets the attempts: the last one had the right password. */
  clear(account: string, device: string | null): Promise<void>;
}

/** Where the shop keeps what it remembers, besides its sessions. */
export interface State {
  readonly userSessions: UserSessions;
  readonly signInAttempts: SignInAttempts;
  readonly carts: Carts;
  readonly orders: Orders;
  /** Rejects with the reason when the state cannot be used now. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/**
 * How guessing is slowed down: after `free` failures an account waits `first` seconds for the next attempt, twice as long after
 * each further one, and `most` seconds at most. Attempts are forgotten `memory` seconds after the last of them.
 */
export interface Slowdown {
  readonly free: number;
  readonly first: number;
  readonly most: number;
  readonly memory: number;
}

/** Five attempts an hour, or one each five minutes: some 300 guesses a day, where 300 took 11 seconds. */
export const SLOWDOWN: Slowdown = { free: 5, first: 1, most: 5 * 60, memory: 60 * 60 };

/** How long things live, in seconds. A session ends `idle` after it was last used, and `absolute` after it began. */
export interface Lifetimes {
  readonly idle: number;
  readonly absolute: number;
  /** For how long after a sign-in requests that were under way during it still count. */
  readonly overlap: number;
  /** SLOWDOWN unless told otherwise. */
  readonly slowdown?: Slowdown;
}

/** Where a state tells what its people should know: a pino logger, for one. */
export interface StateLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

/** What every implementation needs to be told. */
export interface StateSettings extends Lifetimes {
  readonly log: StateLog;
}

/** The most of one product that a cart holds. */
export const MAX_QUANTITY = 99;

/**
 * Seconds after which a key is refused unless its answer is remembered. A form's key is as old as its page: this is for how
 * long a page may lie open before its buttons stop working, and what answers take up in the store grows with it.
 */
export const KEY_LIFETIME = 30 * 60;

/** Seconds by which a client's clock may be ahead of ours. */
export const KEY_SKEW = 60;

/** Seconds for which the answer to a change is remembered: for as long as its key could be accepted. */
export const REMEMBERED = KEY_LIFETIME + KEY_SKEW;

/** Orders are kept for this many seconds: long enough to look at, short enough for a demo's store. */
export const ORDER_LIFETIME = 30 * 24 * 60 * 60;

export { ForeignCartError, KeyExpiredError, KeyReusedError, LineFullError, RefusedError } from "./refused.ts";
export { StateFullError, StateUnavailableError } from "./unavailable.ts";
