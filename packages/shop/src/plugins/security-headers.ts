import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";

/** Sets the security headers. Pages may load our own style sheets and pictures and send forms to us, and nothing else. */
export const securityHeaders = fp(async (app: FastifyInstance, { secure }: { secure: boolean }) => {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    hsts: secure,
    // with helmet's default, no-referrer, browsers send our forms with "Origin: null"
    referrerPolicy: { policy: "same-origin" },
  });
});
