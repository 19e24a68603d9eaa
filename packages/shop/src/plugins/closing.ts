import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";

declare module "fastify" {
  interface FastifyInstance {
    /** The replica is going down: it finishes what it has in hand. */
    isClosing(): boolean;
  }
}

/** Knows that the replica is closing, and ends each connection with the answer in hand: its client would keep it, and the replica up. */
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
