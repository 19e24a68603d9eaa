import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import { replicaColour } from "../replica-name.ts";
import type { Knowledge } from "../session/visit.ts";

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

const LENGTH = 8;
const COOKIE = "trail";

/** Remembers in the browser, and nowhere else, who answered a person's last clicks. For show: nothing depends on it. */
export const trail = fp(
  async (app: FastifyInstance, { replica, secure }: { replica: string; secure: boolean }) => {
    app.addHook("onRequest", async (request, reply) => {
      if (request.wantsJson || !request.visit) return;
      const step = { replica, colour: replicaColour(replica), session: request.visit.knowledge };
      request.trail = [...readTrail(request.cookies[COOKIE]), step].slice(-LENGTH);
      const value = request.trail.map((past) => `${past.replica}~${past.session}`).join(".");
      reply.setCookie(COOKIE, value, { path: "/", httpOnly: true, sameSite: "lax", secure });
    });
  },
);

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
