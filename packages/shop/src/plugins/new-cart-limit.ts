import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { Problem } from "../problem.ts";

declare module "fastify" {
  interface FastifyInstance {
    /** A preHandler: refuses with 429 when an address begins too many carts. Customers who have a cart or have signed in do not count. */
    limitNewCarts(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  }
}

/**
 * Limits how many carts strangers can make the shop store. Each replica counts in its own memory: counting in the store would cost
 * a round trip, and more memory there than the carts that it prevents. The plugin counts all addresses of an IPv6 network (/64) as
 * one, as nginx/limits.conf does.
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
