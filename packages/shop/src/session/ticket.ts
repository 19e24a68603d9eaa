import type { FastifyInstance } from "fastify";

/**
 * What the session cookie says, signed: whose session, where its cart is (so that session and cart can be asked for in the
 * same tick), and the replica that began it (so that another one can say where the session lives). Nothing in it is trusted
 * before the store knows the session.
 */
export interface Ticket {
  readonly sessionId: string;
  readonly cartId: string;
  readonly home: string;
}

export function writeTicket(app: FastifyInstance, { sessionId, cartId, home }: Ticket): string {
  return app.signCookie(`${sessionId}.${cartId}.${home}`);
}

/** Null: no cookie, or none that we signed. */
export function readTicket(app: FastifyInstance, cookie: string | undefined): Ticket | null {
  if (!cookie) return null;
  const { valid, value } = app.unsignCookie(cookie);
  const [sessionId, cartId, home] = value?.split(".") ?? [];
  return valid && sessionId && cartId && home ? { sessionId, cartId, home } : null;
}
