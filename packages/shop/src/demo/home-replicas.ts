import type { FastifyInstance, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import type { StateKind } from "./sentence.ts";

/** Where a customer's session began, and the replicas that changed the cart. */
export interface Homes {
  readonly session: string | null;
  readonly cart: readonly string[];
}

declare module "fastify" {
  interface FastifyRequest {
    homes: Homes;
  }
}

/** Something lies in a cart, and not in this replica's memory. */
export function isCartElsewhere({ cart }: Homes, replica: string, state: StateKind): boolean {
  return state === "memory" && cart.length > 0 && !cart.includes(replica);
}

export interface HomesOptions {
  readonly replica: string;
  readonly realm: string;
}

/** How many replicas of a cart are remembered. */
const MOST = 8;

/**
 * Remembers in the browser, and nowhere else, at which replicas a session began and a cart was changed, so that a page can say
 * where they live. For show: nothing depends on it, and overlapping answers may overwrite each other's.
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

/** Null: the customer signed out. */
function homesAfter(request: FastifyRequest, replica: string): Homes | null {
  const { homes, session, knowledge, cart, routeOptions } = request;
  if (knowledge === null || knowledge === "unavailable") return homes;
  // a replica that did not know the session has cleared its cookie all the same, and begun another cart
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

/** Anybody can write a cookie: what does not look like ours is left out. */
function readHomes(cookie = ""): Homes {
  const [session = "", ...cart] = cookie.split("~", MOST + 1);
  const isName = (name: string) => /^[a-z0-9-]{1,63}$/.test(name);
  return { session: isName(session) ? session : null, cart: cart.filter(isName) };
}
