import cookie from "@fastify/cookie";
import { type State, StateUnavailableError } from "@shop/state";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import type { Config } from "../config.ts";
import { readTicket, type Ticket, writeTicket } from "../session/ticket.ts";
import { Visit } from "../session/visit.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who is asking. Null on routes that ask nobody: health, static files, unknown paths. */
    visit: Visit | null;
  }
  interface FastifyContextConfig {
    /** The route has something to show also while the state cannot be asked who is asking. */
    worksWithoutState?: boolean;
  }
}

/** A session is touched when a click comes this many seconds after the last touch, or sooner where sessions are short. */
const TOUCH_AFTER = 60;

/** Knows who is asking, on every route of its scope, by one signed cookie. Reading never writes, and nobody has a session before they need one. */
export const sessions = fp(
  async (app: FastifyInstance, options: { state: State; replica: string; config: Config }) => {
    const { state, replica, config } = options;
    const secure = config.SECURE_COOKIES;
    // the prefix makes browsers refuse the cookie from anywhere but this host over TLS
    const name = secure ? "__Host-session" : "session";
    const attributes = { path: "/", httpOnly: true, sameSite: "lax", secure } as const;
    const touchAfter = Math.min(TOUCH_AFTER, config.SESSION_IDLE / 4);

    await app.register(cookie, { secret: config.SESSION_SECRET.split(",") });

    app.addHook("onRequest", async (request, reply) => {
      const setTicket = (ticket: Ticket | null) => {
        if (ticket)
          reply.setCookie(name, writeTicket(app, ticket), { ...attributes, maxAge: config.SESSION_ABSOLUTE });
        else reply.clearCookie(name, attributes);
      };
      const context = { state, replica, setTicket };
      const ticket = readTicket(app, state.kind, request.cookies[name]);
      // every page shows how much is in the cart, also one that answers a failed POST
      const cart = request.method === "GET" || !request.wantsJson;
      request.visit = await Visit.recall(context, ticket, { cart, touchAfter }).catch((error: unknown) => {
        const { worksWithoutState } = request.routeOptions.config;
        if (worksWithoutState && error instanceof StateUnavailableError)
          return Visit.unavailable(context, ticket);
        throw error;
      });
      if (ticket?.isSignedWithOld && request.visit.knowledge === "known") setTicket(ticket);
    });
  },
);
