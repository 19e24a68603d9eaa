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
    /** The customer's cart; only on routes that know who is asking. */
    cart: CartAccess;
  }
  interface FastifyContextConfig {
    /** Programs' requests, too, have a use for what lies in the cart when they come. */
    needsCart?: boolean;
  }
}

export interface CartOptions {
  readonly carts: Carts;
  readonly config: Config;
  readonly realm: string;
}

const VALUE = /^(?<id>[0-9a-f]{32})(?<isNew>-new)?(-after-(?<previous>[0-9a-f]{32}))?$/;

/**
 * What a customer carries: a signed random id in a cookie of its own, handed out with the first page at no cost to the state. It
 * outlives sign-in, so that clicks which overlap with it reach the same cart.
 */
export const cartCookie = fp(async (app: FastifyInstance, { carts, config, realm }: CartOptions) => {
  const cookie = hostCookie("cart", config);
  const attributes = { ...cookie.attributes, maxAge: LONGEST_LIFETIME };
  const signer = cookieSigner(config.SESSION_SECRET, `cart of ${realm}`);
  const [secret = ""] = config.SESSION_SECRET.split(",");
  /** The same for everybody who comes with that cart, and nobody's to guess. */
  const successor = (id: string) =>
    slotOf(id) + createHmac("sha256", secret).update(`cart after ${id}`).digest("hex").slice(0, 30);

  const open = (sent: string | undefined): CartAccess => {
    const { value, renew } = signer.unsign(sent ?? "");
    const { id, isNew, previous = null } = VALUE.exec(value ?? "")?.groups ?? {};
    const access = new CartAccess(carts, id ? { id, isUsed: !isNew, previous } : null, successor);
    access.isNews ||= renew;
    return access;
  };

  // asked for before the session is, in the same tick: one round trip for both
  app.addHook("onRequest", (request, _reply, done) => {
    request.cart = open(request.cookies[cookie.name]);
    // every page shows how much is in the cart, also one that answers a failed POST
    const { needsCart } = request.routeOptions.config;
    if (needsCart || request.method === "GET" || !request.wantsJson) request.cart.look();
    done();
  });

  app.addHook("preParsing", (request, _reply, payload, done) => {
    if (!request.cart.arrival) return done(null, payload);
    request.cart.arrival.then(
      () => done(null, payload),
      (error: Error) => {
        request.knowledge = "unavailable";
        const isEnough =
          request.routeOptions.config.worksWithoutState && error instanceof StateUnavailableError;
        done(isEnough ? null : error, payload);
      },
    );
  });

  app.addHook("onSend", ({ cart }, reply, _payload, done) => {
    if (cart?.isNews && reply.statusCode < 400) {
      const { id, isUsed, previous } = cart.ticket;
      const value = `${id}${isUsed ? "" : "-new"}${previous ? `-after-${previous}` : ""}`;
      reply.setCookie(cookie.name, signer.sign(value), attributes);
    }
    done();
  });
});
