import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import helmet from "helmet";

/** Sets the security headers. Pages may load our own style sheets and pictures and send forms to us, and nothing else. */
export const securityHeaders = fp(async (app: FastifyInstance, { secure }: { secure: boolean }) => {
  const headers = headersOf({
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
  app.addHook("onRequest", (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
});

/** What helmet sets. It would build the same policy for every request, which costs a tenth of a request's time. */
function headersOf(options: Parameters<typeof helmet>[0]) {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet(options)(request, response, () => {});
  return response.getHeaders();
}
