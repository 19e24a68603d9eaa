import type { Lines, Session, State, StoredSession } from "@shop/state";
import { newCartId, newSessionId } from "@shop/state/ids";
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
  #session: Session | null;
  /** The replica that began the session that the cookie names. */
  readonly home: string | null;
  readonly knowledge: Knowledge;
  /** The cart as it was when the request came; empty where a request has no use for it. */
  readonly lines: Lines;

  private constructor(context: VisitContext, ticket: Ticket | null, session: Session | null, lines: Lines) {
    this.#context = context;
    this.#session = session;
    this.home = ticket?.home ?? null;
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

  get user(): string | null {
    return this.#session?.user ?? null;
  }

  /** The cart of a known customer; null for anybody else. */
  get cartId(): string | null {
    return this.#session?.cartId ?? null;
  }

  /** The customer's cart; begins a session for who has none. */
  async openCart(): Promise<string> {
    return (this.#session ?? (await this.#begin(newCartId(), null))).cartId;
  }

  /** Signs in under a new session id, for the old one may be known to somebody else; the cart stays. */
  async signIn(user: string): Promise<void> {
    const old = this.#session;
    const { sessions, carts } = this.#context.state;
    await this.#begin(old?.cartId ?? newCartId(), user);
    if (old) await Promise.all([sessions.destroy(old.id), carts.renew(old.cartId)]);
  }

  /** Ends the session on the server, its cart too, and in the browser. */
  async signOut(): Promise<void> {
    const { sessions, carts } = this.#context.state;
    const old = this.#session;
    this.#session = null;
    this.#context.setTicket(null);
    if (old) await Promise.all([sessions.destroy(old.id), carts.clear(old.cartId)]);
  }

  async #begin(cartId: string, user: string | null): Promise<Session> {
    const session: Session = { id: newSessionId(), cartId, user, createdAt: Date.now() };
    await this.#context.state.sessions.create(session);
    this.#session = session;
    this.#context.setTicket({
      sessionId: session.id,
      cartId,
      home: this.#context.replica,
      kind: this.#context.state.kind,
    });
    return session;
  }
}

function isStale(session: StoredSession, touchAfter: number): boolean {
  return Date.now() - session.touchedAt > touchAfter * 1000;
}
