import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";

/** Version, trace id, span id, flags: https://www.w3.org/TR/trace-context/#traceparent-header */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** A valid `traceparent` of the caller stands in every line that is logged about its request, so that a trace finds the log. */
export const traceContext = fp(async (app: FastifyInstance) => {
  app.addHook("onRequest", (request, reply, done) => {
    const { traceparent } = request.headers;
    if (typeof traceparent === "string" && TRACEPARENT.test(traceparent)) {
      request.log = request.log.child({ traceparent });
      reply.log = request.log;
    }
    done();
  });
});
