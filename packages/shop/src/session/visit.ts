import type { Lines, Once, Session, State, StoredSession } from "@shop/state";
import { newCartId, newSessionId, slotOf } from "@shop/state/ids";
import type { Ticket } from "./ticket.ts";

/** `unknown`: a session cookie came that this replica has never heard of. */
export type Knowledge = "none" | "known" | "unknown";

/** What a visit needs to be told, and the one thing it does to the reply. */
export interface VisitContext {
  readonly state: State;
  readonly replica: string;
  /** Sets the session cookie, or clears it. */
  setTicket(ticket: Ticket | null): void;
}

const NO_LINES: Lines = new Map();

/** One request of somebody: who they are as far as this replica knows, and the changes that a request can make to that. */
export class Visit {
  readonly #context: VisitContext;
  readonly #ticket: Ticket | null;
  #session: Session | null;
  readonly knowledge: Knowledge;
  /** The cart as it was when the request came; empty where a request has no use for it. */
  readonly lines: Lines;

  private constructor(context: VisitContext, ticket: Ticket | null, session: Session | null, lines: Lines) {
    this.#context = context;
    this.#ticket = ticket;
    this.#session = session;
    this.knowledge = session ? "known" : ticket ? "unknown" : "none";
    this.lines = session ? lines : NO_LINES;
  }

  /** Asks the store for session and cart in the same tick: one round trip. Without a ticket it asks nothing. */
  static async recall(
    context: VisitContext,
    ticket: Ticket | null,
    { cart, touchAfter }: { cart: boolean; touchAfter: number },
  ): Promise<Visit> {
    if (!ticket) return new Visit(context, null, null, NO_LINES);
    const { sessions, carts } = context.state;
    const [session, lines] = await Promise.all([
      sessions.get(ticket.sessionId),
      cart ? carts.get(ticket.cartId) : NO_LINES,
    ]);
    if (session && isStale(session, touchAfter)) await sessions.touch(session);
    return new Visit(context, ticket, session, lines);
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

  /** Ends the session on the server, its cart too, and in the browser. */
  async signOut(): Promise<void> {
    const { sessions, carts } = this.#context.state;
    const old = this.#session;
    this.#session = null;
    this.#context.setTicket(null);
    if (old) await Promise.all([sessions.destroy(old.id), carts.clear(old.cartId)]);
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

function isStale(session: StoredSession, touchAfter: number): boolean {
  return Date.now() - session.touchedAt > touchAfter * 1000;
}
