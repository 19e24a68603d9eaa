import type { Slowdown } from "./limits.ts";

/**
 * Makes a change happen once, however often it is sent. `key` is the key that the client sent, unique within a cart; `issuedAt` is
 * when it was made, in milliseconds since the epoch; `fingerprint` is a digest of the request. A change that comes again with its
 * key has the result of the first time, a refusal too. It rejects with a KeyReusedError where the key came before with another
 * fingerprint, and with a KeyExpiredError where the key is not remembered and older than KEY_LIFETIME: it may have been used and
 * forgotten.
 */
export interface IdempotencyKey {
  readonly key: string;
  readonly issuedAt: number;
  readonly fingerprint: string;
}

/** What is in a cart: quantity by SKU. */
export type Lines = ReadonlyMap<string, number>;

/** `owner` is the user who signed in with the cart. Without an owner, everybody who has the cart's id may see it. */
export interface Cart {
  readonly lines: Lines;
  readonly owner: string | null;
}

/** The customer who changes the cart `cartId`; `user` is null if the customer is not signed in. */
export interface Customer {
  readonly cartId: string;
  readonly user: string | null;
}

/**
 * Each change is atomic and resolves with the lines after it. It rejects, and changes nothing, with a LineFullError where a line
 * would exceed MAX_QUANTITY, and with a ForeignCartError where the cart belongs to another user.
 *
 * One exception lets a customer sign in while other requests are under way: for `overlap` seconds after a cart was claimed, changes
 * by customers who are not signed in still count. They resolve with null, because only the owner may see what is in the cart.
 *
 * A signed-in customer's change claims a cart that has no owner. A cart lives for `absolute` seconds after its last change, but
 * without an owner for `idle` seconds only: what strangers store is short-lived.
 */
export interface Carts {
  /** An unknown cart is empty and has no owner. */
  get(cartId: string): Promise<Cart>;
  /** Adds to the quantity of a product. */
  add(
    customer: Customer,
    sku: string,
    quantity: number,
    idempotencyKey?: IdempotencyKey,
  ): Promise<Lines | null>;
  /** Sets the quantity of a product; zero removes its line. */
  set(
    customer: Customer,
    sku: string,
    quantity: number,
    idempotencyKey?: IdempotencyKey,
  ): Promise<Lines | null>;
  /** Removes a product's line. */
  remove(customer: Customer, sku: string, idempotencyKey?: IdempotencyKey): Promise<Lines | null>;
  /**
   * Makes the user the cart's owner and begins the overlap, also where the user is the owner already. The lines of `previous`, the
   * id of another cart of the same slot, move into this cart if they belong to the same user, up to MAX_QUANTITY of a product: a
   * customer whose session ended meanwhile finds them again.
   */
  claim(customer: Customer & { readonly user: string }, previous?: string | null): Promise<void>;
  /** Removes the cart and its owner. */
  clear(customer: Customer): Promise<void>;
}

/** `price` (of one) and `subtotal` are in cents, as of the moment of ordering. */
export interface OrderLine {
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly price: number;
  readonly subtotal: number;
}

/** `placedAt` is an ISO 8601 time; `total` is in cents. */
export interface Order {
  readonly id: string;
  readonly user: string;
  readonly items: readonly OrderLine[];
  readonly total: number;
  readonly placedAt: string;
}

/** Orders are kept for ORDER_LIFETIME. */
export interface Orders {
  /**
   * Checks the cart out: keeps the order that `draft` makes of its lines, and empties it, in one atomic step. Resolves with null
   * where the cart is empty (so only one of several simultaneous checkouts gets an order), or where `draft` returns null. `draft` may
   * be called again when the cart changed meanwhile, so it must not have side effects. It must give each order a new id: an order
   * is never overwritten. `seen`, the lines as the caller last saw them, saves reading them. Rejects with a ForeignCartError
   * where the cart belongs to another user.
   */
  place(
    customer: Customer,
    draft: (lines: Lines) => Order | null,
    idempotencyKey?: IdempotencyKey,
    seen?: Lines,
  ): Promise<Order | null>;
  /** Null where no order has this id. */
  get(orderId: string): Promise<Order | null>;
}

/** Which sessions a user has. Session stores cannot tell that; they keep the sessions themselves. */
export interface UserSessions {
  /** `endsAt` is the session's absolute end, in milliseconds since the epoch. */
  add(user: string, sessionId: string, endsAt: number): Promise<void>;
  /** The ids of all sessions that the user has begun; some may have ended. */
  of(user: string): Promise<readonly string[]>;
  /** How many sessions all users have now. For operators and experiments: it may scan the whole store. */
  count(): Promise<number>;
}

/**
 * Failed attempts to sign in, by account, so that guessing a password takes ever longer. `device` identifies a browser that has
 * signed in to the account before; each is counted apart. All others are null and are counted together, so a stranger's guesses
 * do not lock out the account's owner.
 */
export interface SignInAttempts {
  /**
   * Counts an attempt as failed before its password is checked, so that simultaneous guesses get no more checks than allowed.
   * Resolves with 0 where the attempt may be made. Otherwise nothing is counted, and it resolves with the milliseconds to wait.
   */
  charge(account: string, device: string | null): Promise<number>;
  /** Forgets the attempts, because the last one had the right password. */
  clear(account: string, device: string | null): Promise<void>;
}

/** Everything that the shop remembers, except its sessions. Methods reject with a StateUnavailableError while it cannot be used. */
export interface State {
  readonly userSessions: UserSessions;
  readonly signInAttempts: SignInAttempts;
  readonly carts: Carts;
  readonly orders: Orders;
  /** Resolves while the state can be read and written; otherwise rejects with the reason. */
  ready(): Promise<void>;
  /** Ends connections and timers. */
  close(): Promise<void>;
}

/** How long things live, in seconds. A session ends `idle` seconds after its last use, and `absolute` seconds after it began. */
export interface Lifetimes {
  readonly idle: number;
  readonly absolute: number;
  /** For how long after a sign-in requests that were under way during it still count. */
  readonly overlap: number;
  /** The default is SLOWDOWN. */
  readonly slowdown?: Slowdown;
}

/** Where a state logs what its operators should know. A pino logger will do. */
export interface StateLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

/** The settings of every implementation. */
export interface StateSettings extends Lifetimes {
  readonly log: StateLog;
}

export {
  ANSWER_LIFETIME,
  KEY_LIFETIME,
  KEY_SKEW,
  MAX_QUANTITY,
  ORDER_LIFETIME,
  SLOWDOWN,
} from "./limits.ts";
export { ForeignCartError, KeyExpiredError, KeyReusedError, LineFullError, RefusedError } from "./refused.ts";
export { StateSettingsError } from "./settings-error.ts";
export { StateFullError, StateUnavailableError } from "./unavailable.ts";
