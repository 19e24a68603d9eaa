import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import type { Knowledge } from "../plugins/session.ts";
import { isCartElsewhere } from "./home-replicas.ts";
import { replicaColour } from "./replica-colour.ts";
import type { StateKind } from "./state-kind.ts";

/** The replica that answered a click, and what it knew about the customer. */
export interface TrailStep {
  readonly replica: string;
  readonly colour: number;
  readonly session: Knowledge;
}

declare module "fastify" {
  interface FastifyRequest {
    /** A person's last clicks, this one last. Undefined for programs and on routes that read no session. */
    trail?: readonly TrailStep[];
  }
}

/** This replica's name, and where it keeps its state. */
export interface TrailOptions {
  readonly replica: string;
  readonly kind: StateKind;
}

/** How many clicks a trail has at most. */
const LENGTH = 8;
const COOKIE = "trail";

/** Remembers, in a cookie only, which replicas answered a person's last clicks. It is for show: nothing depends on it. */
export const trail = fp(async (app: FastifyInstance, { replica, kind }: TrailOptions) => {
  // after the hooks that read session and cart
  app.addHook("preValidation", (request, reply, done) => {
    if (request.wantsJson || !request.knowledge) return done();
    const isStranger = request.knowledge === "none" && isCartElsewhere(request.homes, replica, kind);
    const session = isStranger ? "unknown" : request.knowledge;
    const step: TrailStep = { replica, colour: replicaColour(replica), session };
    request.trail = [...readTrail(request.cookies[COOKIE]), step].slice(-LENGTH);
    const value = request.trail.map((past) => `${past.replica}~${past.session}`).join(".");
    reply.setCookie(COOKIE, value, { path: "/", httpOnly: true, sameSite: "lax" });
    done();
  });
});

/** Anybody can write a cookie, so what does not look like ours is ignored. */
function readTrail(cookie = ""): TrailStep[] {
  return [...cookie.matchAll(/(?<=^|\.)([a-z0-9-]{1,63})~(none|known|unknown|unavailable)(?=\.|$)/g)].map(
    ([, name = "", session]) => ({
      replica: name,
      colour: replicaColour(name),
      session: session as Knowledge,
    }),
  );
}
