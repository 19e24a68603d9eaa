import { createHmac } from "node:crypto";
import { type Carts, StateUnavailableError } from "@shop/state";
import { slotOf } from "@shop/state/ids";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import { CartAccess } from "../cart-access.ts";
import type { Config } from "../config.ts";
import { cookieSigner, hostCookie, LONGEST_LIFETIME } from "../signed-cookie.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The customer's cart. Undefined on health checks, static files and unknown paths. */
    cart: CartAccess;
  }
  interface FastifyContextConfig {
    /** The route is about the contents of the cart, for programs as well as for people. */
    needsCart?: boolean;
  }
}

/** Where carts are kept. `realm` as in AppOptions. */
export interface CartOptions {
  readonly carts: Carts;
  readonly config: Config;
  readonly realm: string;
}

const VALUE = /^(?<id>[0-9a-f]{32})(?<isNew>-new)?(-after-(?<previous>[0-9a-f]{32}))?$/;

/**
 * Reads and sets the cookie `cart`: a signed random id, which is handed out with the first page without asking the state. Signing in
 * does not change it, so that clicks which overlap with a sign-in reach the same cart. CartAccess protects the cart itself.
 */
export const cartCookie = fp(async (app: FastifyInstance, { carts, config, realm }: CartOptions) => {
  const cookie = hostCookie("cart", config);
  const attributes = { ...cookie.attributes, maxAge: LONGEST_LIFETIME };
  const signer = cookieSigner(config.SESSION_SECRET, `cart of ${realm}`);
  const [secret = ""] = config.SESSION_SECRET.split(",");
  /** Overlapping requests get the same id, and nobody can guess it. */
  const successor = (id: string) =>
    slotOf(id) + createHmac("sha256", secret).update(`cart after ${id}`).digest("hex").slice(0, 30);

  const open = (sent: string | undefined): CartAccess => {
    const { value, renew } = signer.unsign(sent ?? "");
    const { id, isNew, previous = null } = VALUE.exec(value ?? "")?.groups ?? {};
    const access = new CartAccess(carts, id ? { id, isUsed: !isNew, previous } : null, successor);
    access.mustSetCookie ||= renew;
    return access;
  };

  // requested just before the session, in the same tick: one round trip for both
  app.addHook("onRequest", (request, _reply, done) => {
    request.cart = open(request.cookies[cookie.name]);
    // every page shows the number of items, even one that answers a failed POST
    const { needsCart = false } = request.routeOptions.config;
    if (needsCart || request.method === "GET" || !request.wantsJson) request.cart.load(needsCart);
    done();
  });

  app.addHook("preParsing", (request, _reply, payload, done) => {
    if (!request.cart.arrival) return done(null, payload);
    request.cart.arrival.then(
      () => done(null, payload),
      (error: Error) => {
        request.knowledge = "unavailable";
        const canGoOn =
          request.routeOptions.config.worksWithoutState && error instanceof StateUnavailableError;
        done(canGoOn ? null : error, payload);
      },
    );
  });

  app.addHook("onSend", ({ cart }, reply, _payload, done) => {
    if (cart?.mustSetCookie && reply.statusCode < 400) {
      const { id, isUsed, previous } = cart.ticket;
      const value = `${id}${isUsed ? "" : "-new"}${previous ? `-after-${previous}` : ""}`;
      reply.setCookie(cookie.name, signer.sign(value), attributes);
    }
    done();
  });
});
