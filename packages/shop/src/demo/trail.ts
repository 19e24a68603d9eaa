import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import type { Knowledge } from "../plugins/session.ts";
import { isCartElsewhere } from "./home-replicas.ts";
import { replicaColour } from "./replica-colour.ts";
import type { StateKind } from "./sentence.ts";

/** Who answered a click, and whether they knew the customer. */
export interface TrailStep {
  readonly replica: string;
  readonly colour: number;
  readonly session: Knowledge;
}

declare module "fastify" {
  interface FastifyRequest {
    /** A person's last clicks, this one last; nobody else has a trail. */
    trail?: readonly TrailStep[];
  }
}

export interface TrailOptions {
  readonly replica: string;
  readonly kind: StateKind;
}

const LENGTH = 8;
const COOKIE = "trail";

/** Remembers in the browser, and nowhere else, who answered a person's last clicks. For show: nothing depends on it. */
export const trail = fp(async (app: FastifyInstance, { replica, kind }: TrailOptions) => {
  // after the hooks that find out who is asking
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

/** Anybody can write a cookie: what does not look like ours is left out. */
function readTrail(cookie = ""): TrailStep[] {
  return [...cookie.matchAll(/(?<=^|\.)([a-z0-9-]{1,63})~(none|known|unknown|unavailable)(?=\.|$)/g)].map(
    ([, name = "", session]) => ({
      replica: name,
      colour: replicaColour(name),
      session: session as Knowledge,
    }),
  );
}
