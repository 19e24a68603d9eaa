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

/** Sessions end `idle` seconds after they were last touched, and `absolute` seconds after they were created. */
export interface SessionStore {
  /** Null: never heard of it, or expired. */
  get(id: string): Promise<StoredSession | null>;
  create(session: Session): Promise<void>;
  /** Begins the idle time anew. A session that ended meanwhile stays ended. */
  touch(session: Session): Promise<void>;
  destroy(id: string): Promise<void>;
  /** How many sessions are alive in this store. For people and experiments: may walk over all of them. */
  count(): Promise<number>;
}

/** What lies in a cart: quantity by SKU. */
export type Lines = ReadonlyMap<string, number>;

/** Each change is atomic and answers with the cart as it is afterwards. A cart lives as long as a session can. */
export interface Carts {
  get(cartId: string): Promise<Lines>;
  add(cartId: string, sku: string, quantity: number): Promise<Lines>;
  set(cartId: string, sku: string, quantity: number): Promise<Lines>;
  remove(cartId: string, sku: string): Promise<Lines>;
  clear(cartId: string): Promise<void>;
  /** Begins the cart's life anew, for a session that begins anew with it. */
  renew(cartId: string): Promise<void>;
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
  place(cartId: string, draft: (lines: Lines) => Order | null): Promise<Order | null>;
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

/** Orders are kept for this many seconds: long enough to look at, short enough for a demo's store. */
export const ORDER_LIFETIME = 30 * 24 * 60 * 60;

export { StateUnavailableError } from "./unavailable.ts";
