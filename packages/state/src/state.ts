/** Who somebody is between two clicks. Never rewritten: signing in makes a new session, so a slow request cannot bring an ended one back. */
export interface Session {
  readonly id: string;
  readonly cartId: string;
  /** The signed-in user's name; null before signing in. */
  readonly user: string | null;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** A session as the store gives it back. `touchedAt` (milliseconds since the epoch) tells when its idle time last began. */
export interface StoredSession extends Session {
  readonly touchedAt: number;
}

/**
 * A change that may be asked for twice but must happen once. `key` names the attempt; `fingerprint` is a digest of what is
 * asked for. Who asks again within REMEMBERED seconds gets the answer of the first time, a refusal too. Every change that
 * takes one rejects with a KeyReusedError when the key came before with another fingerprint.
 */
export interface Once {
  readonly key: string;
  readonly fingerprint: string;
}

/** Sessions end `idle` seconds after they were last touched, and `absolute` seconds after they were created. */
export interface SessionStore {
  /** Null: never heard of it, or expired. */
  get(id: string): Promise<StoredSession | null>;
  create(session: Session): Promise<void>;
  /**
   * Begins `next` in the place of `previous`, as one step: the previous session ends and its cart, whose life begins anew,
   * passes to the next. Where the previous one is not alive the next keeps the cart that it came with, so that of two who
   * come from one session only the first gets its cart. Both must be in the same slot. Answers with what began.
   */
  replace(previous: Pick<Session, "id" | "cartId">, next: Session, once?: Once): Promise<Session>;
  /** Begins the idle time anew. A session that ended meanwhile stays ended. */
  touch(session: Session): Promise<void>;
  destroy(id: string): Promise<void>;
  /** Ends every session that the user had begun when this was asked for. */
  destroyAll(user: string): Promise<void>;
  /** How many sessions are alive in this store. For people and experiments: may walk over all of them. */
  count(): Promise<number>;
}

/** What lies in a cart: quantity by SKU. */
export type Lines = ReadonlyMap<string, number>;

/**
 * Each change is atomic and answers with the cart as it is afterwards, or rejects with a LineFullError and changes nothing
 * where a line would exceed MAX_QUANTITY. A cart lives as long as a session can.
 */
export interface Carts {
  get(cartId: string): Promise<Lines>;
  add(cartId: string, sku: string, quantity: number, once?: Once): Promise<Lines>;
  set(cartId: string, sku: string, quantity: number, once?: Once): Promise<Lines>;
  remove(cartId: string, sku: string, once?: Once): Promise<Lines>;
  clear(cartId: string): Promise<void>;
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
   * it. `draft` may be called again when the cart changed under it, so it must be free of side effects.
   */
  place(cartId: string, draft: (lines: Lines) => Order | null, once?: Once): Promise<Order | null>;
  get(orderId: string): Promise<Order | null>;
}

/** Where the shop keeps what it remembers. */
export interface State {
  readonly kind: "memory" | "redis";
  readonly sessions: SessionStore;
  readonly carts: Carts;
  readonly orders: Orders;
  /** Rejects with the reason when the state cannot be used now. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** How long sessions live, in seconds. */
export interface Lifetimes {
  readonly idle: number;
  readonly absolute: number;
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
 * Seconds for which the answer to a change is remembered: longer than anybody waits to send a click again, and short
 * enough that answers take less room than carts.
 */
export const REMEMBERED = 10 * 60;

/** Orders are kept for this many seconds: long enough to look at, short enough for a demo's store. */
export const ORDER_LIFETIME = 30 * 24 * 60 * 60;

export { KeyReusedError, LineFullError } from "./refused.ts";
export { StateUnavailableError } from "./unavailable.ts";
