import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "../problem.ts";

/** Signing out, here (/logout) or in every browser (/logout/everywhere): the session ends, the cart is emptied, and another one begins. */
export async function signOutRoutes(app: FastifyInstance) {
  app.post("/logout", async (request, reply) => {
    const { user } = request;
    if (request.knowledge !== "none") await Promise.all([request.cart.leave(user), reply.signOut()]);
    if (user) request.logSecurity("sign-out", user);
    return confirm(request, reply);
  });

  app.post("/logout/everywhere", async (request, reply) => {
    const { user } = request;
    if (!user)
      throw new Problem(401, "Please sign in first: only then can the shop tell whose sessions to end.");
    await Promise.all([request.cart.leave(user), reply.signOutEverywhere()]);
    request.logSecurity("sign-out-everywhere", user);
    return confirm(request, reply);
  });
}

function confirm(request: FastifyRequest, reply: FastifyReply) {
  return request.wantsJson ? reply.code(204).send() : reply.redirect("/", 303);
}
