import type { FastifyInstance, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import type { StateKind } from "./state-kind.ts";

/** The names of the replica where a customer's session began and of those that changed the cart, the latest last. */
export interface Homes {
  readonly session: string | null;
  readonly cart: readonly string[];
}

declare module "fastify" {
  interface FastifyRequest {
    /** As the browser's cookie says. Nothing but text on pages may depend on it. */
    homes: Homes;
  }
}

/** The cart was filled, but only in the memory of other replicas. */
export function isCartElsewhere({ cart }: Homes, replica: string, state: StateKind): boolean {
  return state === "memory" && cart.length > 0 && !cart.includes(replica);
}

/** This replica's name, and the realm of the app's cookies. */
export interface HomesOptions {
  readonly replica: string;
  readonly realm: string;
}

/** How many replicas of a cart the cookie names. */
const MOST = 8;

/**
 * Remembers, in a cookie only, where a session began and a cart was changed, so that pages can say where they live. It is for show:
 * nothing depends on it, and overlapping answers may overwrite each other's cookie.
 */
export const homes = fp(async (app: FastifyInstance, { replica, realm }: HomesOptions) => {
  const cookieName = `homes-${realm}`;
  const attributes = { path: "/", httpOnly: true, sameSite: "lax" } as const;
  app.decorateRequest("homes");

  app.addHook("onRequest", (request, _reply, done) => {
    request.homes = readHomes(request.cookies[cookieName]);
    done();
  });

  app.addHook("onSend", (request, reply, _payload, done) => {
    const after = reply.statusCode < 400 ? homesAfter(request, replica) : request.homes;
    if (after === null) reply.clearCookie(cookieName, attributes);
    else if (after !== request.homes)
      reply.setCookie(cookieName, [after.session ?? "", ...after.cart].join("~"), attributes);
    done();
  });
});

/** Null if the customer signed out. */
function homesAfter(request: FastifyRequest, replica: string): Homes | null {
  const { homes, session, knowledge, cart, routeOptions } = request;
  if (knowledge === null || knowledge === "unavailable") return homes;
  // a replica that did not know the session has still cleared its cookie and begun another cart
  if (session === null || (knowledge === "unknown" && routeOptions.url === "/logout")) return null;
  if (cart.isChanged && routeOptions.url === "/checkout") return { ...homes, cart: [] };
  const begins = session.isSaved();
  const isNewHome = cart.isChanged && !homes.cart.includes(replica);
  if (!begins && !isNewHome) return homes;
  return {
    session: begins ? replica : homes.session,
    cart: isNewHome ? [...homes.cart, replica].slice(-MOST) : homes.cart,
  };
}

/** Anybody can write a cookie, so what does not look like ours is ignored. */
function readHomes(cookie = ""): Homes {
  const [session = "", ...cart] = cookie.split("~", MOST + 1);
  const isName = (name: string) => /^[a-z0-9-]{1,63}$/.test(name);
  return { session: isName(session) ? session : null, cart: cart.filter(isName) };
}
