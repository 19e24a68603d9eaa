import {
  type Lines,
  type Once,
  type Session,
  type State,
  StateUnavailableError,
  type StoredSession,
} from "@shop/state";
import { newCartId, newSessionId, slotOf } from "@shop/state/ids";
import type { Ticket } from "./ticket.ts";

/** `unknown`: a session cookie came that this replica has never heard of. `unavailable`: it came, but the state cannot be asked. */
export type Knowledge = "none" | "known" | "unknown" | "unavailable";

/** What a visit needs to be told, and the one thing it does to the reply. */
export interface VisitContext {
  readonly state: State;
  readonly replica: string;
  /** Sets the session cookie, or clears it. */
  setTicket(ticket: Ticket | null): void;
}

interface RecallOptions {
  /** Whether the request has a use for the cart's lines. */
  readonly cart: boolean;
  /** Seconds after which a session is touched again. */
  readonly touchAfter: number;
}

/** What the state had to say about a ticket. */
interface Found {
  readonly knowledge: Knowledge;
  readonly session: Session | null;
  readonly lines: Lines;
}

const NO_LINES: Lines = new Map();
const NOTHING: Found = { knowledge: "none", session: null, lines: NO_LINES };

/** One request of somebody: who they are as far as this replica knows, and the changes that a request can make to that. */
export class Visit {
  readonly #context: VisitContext;
  readonly #ticket: Ticket | null;
  #session: Session | null;
  readonly knowledge: Knowledge;
  /** The cart as it was when the request came; empty where a request has no use for it. */
  readonly lines: Lines;

  private constructor(context: VisitContext, ticket: Ticket | null, found: Found) {
    this.#context = context;
    this.#ticket = ticket;
    this.#session = found.session;
    this.knowledge = found.knowledge;
    this.lines = found.lines;
  }

  /** Asks the store for session and cart in the same tick: one round trip. Without a ticket it asks nothing. */
  static async recall(context: VisitContext, ticket: Ticket | null, options: RecallOptions): Promise<Visit> {
    return new Visit(context, ticket, ticket ? await find(context.state, ticket, options) : NOTHING);
  }

  /** Somebody with a ticket, while the state cannot be asked about it. */
  static unavailable(context: VisitContext, ticket: Ticket | null): Visit {
    return new Visit(context, ticket, { ...NOTHING, knowledge: "unavailable" });
  }

  /** The replica that began the session that the cookie names. */
  get home(): string | null {
    return this.#ticket?.home ?? null;
  }

  get user(): string | null {
    return this.#session?.user ?? null;
  }

  /** The cart of a known customer; null for anybody else. */
  get cartId(): string | null {
    return this.#session?.cartId ?? null;
  }

  /** The customer's cart; begins a session for who has none. */
  async openCart(): Promise<string> {
    if (this.#session) return this.#session.cartId;
    const session = newSession(newCartId(), null);
    await this.#context.state.sessions.create(session);
    this.#enter(session);
    return session.cartId;
  }

  /**
   * Signs in under a new session id, for the old one may be known to somebody else; the cart stays. Asks by what the cookie
   * names, known or not: when this is sent again, the first time has ended that session, and only its id leads to the answer.
   */
  async signIn(user: string, once?: Once): Promise<void> {
    const { sessions } = this.#context.state;
    const ticket = this.#ticket;
    const next = newSession(newCartId(ticket ? slotOf(ticket.cartId) : undefined), user);
    if (!ticket) {
      await sessions.create(next);
      return this.#enter(next);
    }
    this.#enter(await sessions.replace({ id: ticket.sessionId, cartId: ticket.cartId }, next, once));
  }

  /** Ends the session on the server, its cart too, and then in the browser: who could not be signed out can try again. */
  async signOut(): Promise<void> {
    const { sessions, carts } = this.#context.state;
    const old = this.#session;
    if (old) await Promise.all([sessions.destroy(old.id), carts.clear(old.cartId)]);
    this.#session = null;
    this.#context.setTicket(null);
  }

  /** Signs out, having ended all the user's sessions, wherever they began. The others' carts are out of reach, and expire. */
  async signOutEverywhere(): Promise<void> {
    if (this.user !== null) await this.#context.state.sessions.destroyAll(this.user);
    await this.signOut();
  }

  #enter(session: Session): void {
    this.#session = session;
    this.#context.setTicket({
      sessionId: session.id,
      cartId: session.cartId,
      home: this.#context.replica,
      kind: this.#context.state.kind,
    });
  }
}

function newSession(cartId: string, user: string | null): Session {
  return { id: newSessionId(cartId), cartId, user, createdAt: Date.now() };
}

async function find({ sessions, carts }: State, ticket: Ticket, options: RecallOptions): Promise<Found> {
  const [session, lines] = await Promise.all([
    sessions.get(ticket.sessionId),
    options.cart ? carts.get(ticket.cartId) : NO_LINES,
  ]);
  if (!session) return { ...NOTHING, knowledge: "unknown" };
  if (isStale(session, options.touchAfter)) await sessions.touch(session).catch(leaveToNextClick);
  return { knowledge: "known", session, lines };
}

/** A state that can be read but not written still serves those who only look; the next click touches the session. */
function leaveToNextClick(error: unknown): void {
  if (!(error instanceof StateUnavailableError)) throw error;
}

function isStale(session: StoredSession, touchAfter: number): boolean {
  return Date.now() - session.touchedAt > touchAfter * 1000;
}
