import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";

/** Every response says which replica it came from. */
export const servedBy = fp(async (app: FastifyInstance, { replica }: { replica: string }) => {
  app.addHook("onRequest", (_request, reply, done) => {
    reply.header("x-served-by", replica);
    done();
  });
});
