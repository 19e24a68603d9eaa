import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";

declare module "fastify" {
  interface FastifyInstance {
    /** Whether the replica is shutting down: it finishes running requests and is no longer ready. */
    isClosing(): boolean;
  }
}

/** Ends each connection with its answer while the replica is closing: keep-alive would delay shutdown. */
export const closing = fp(async (app: FastifyInstance) => {
  let isClosing = false;
  app.decorate("isClosing", () => isClosing);
  app.addHook("preClose", async () => {
    isClosing = true;
  });
  app.addHook("onSend", (_request, reply, _payload, done) => {
    if (isClosing) reply.header("connection", "close");
    done();
  });
});
