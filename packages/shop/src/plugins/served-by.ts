import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";

/** Names the replica in every response: the header X-Served-By. */
export const servedBy = fp(async (app: FastifyInstance, { replica }: { replica: string }) => {
  app.addHook("onRequest", (_request, reply, done) => {
    reply.header("x-served-by", replica);
    done();
  });
});
