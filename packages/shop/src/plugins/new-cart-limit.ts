import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { Problem } from "../problem.ts";

declare module "fastify" {
  interface FastifyInstance {
    /** A route's preHandler: refuses an address that begins too many carts. Customers who have a cart, or have signed in, are not counted. */
    limitNewCarts(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  }
}

/**
 * Bounds what strangers can make the shop keep. Each replica counts in its own memory: a count that is kept in the store would
 * cost a round trip, and more of the store than the carts that it prevents.
 */
export const newCartLimit = fp(async (app: FastifyInstance, { perMinute }: { perMinute: number }) => {
  await app.register(rateLimit, { global: false });
  const count = app.createRateLimit({ max: perMinute, timeWindow: "1 minute" });

  app.decorate("limitNewCarts", async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.user || request.cart.ticket.isUsed) return;
    const limit = await count(request);
    if (limit.isAllowed || !limit.isExceeded) return;
    reply.header("retry-after", limit.ttlInSeconds);
    const detail = `More than ${perMinute} carts were begun from your address within a minute. Nothing was changed. Please try again in ${limit.ttlInSeconds} seconds, or sign in.`;
    throw new Problem(429, detail);
  });
});
