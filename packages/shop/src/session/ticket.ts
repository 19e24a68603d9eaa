import type { State } from "@shop/state";
import type { FastifyInstance } from "fastify";

/**
 * What the session cookie says, signed: whose session, where its cart is (so that session and cart can be asked for in the
 * same tick), and the replica that began it (so that another one can say where the session lives), in which kind of state. Nothing in it is
 * trusted before the store knows the session.
 */
export interface Ticket {
  readonly sessionId: string;
  readonly cartId: string;
  readonly home: string;
  readonly kind: State["kind"];
}

export function writeTicket(app: FastifyInstance, { sessionId, cartId, home, kind }: Ticket): string {
  return app.signCookie(`${sessionId}.${cartId}.${home}.${kind}`);
}

/** What came in a cookie, and whether it is signed with a secret that is about to be dropped. */
export interface SentTicket extends Ticket {
  readonly isSignedWithOld: boolean;
}

/** Null: no cookie, none that we signed, or one for another kind of state, as a switch of scenarios leaves behind. */
export function readTicket(
  app: FastifyInstance,
  kind: State["kind"],
  cookie: string | undefined,
): SentTicket | null {
  if (!cookie) return null;
  const { valid, renew: isSignedWithOld, value } = app.unsignCookie(cookie);
  const [sessionId, cartId, home, itsKind] = value?.split(".") ?? [];
  if (!valid || !sessionId || !cartId || !home || itsKind !== kind) return null;
  return { sessionId, cartId, home, kind, isSignedWithOld };
}
