import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { empty, problem } from "../api/route-description.ts";
import { Problem } from "../problem.ts";

const signedOut = {
  204: empty("Signed out; for programs"),
  303: empty("A person is sent to the catalogue"),
};
const here = { summary: "Signs out and empties the cart", response: signedOut };
const everywhere = {
  summary: "Signs the user out in every browser",
  response: { ...signedOut, 401: problem("Nobody is signed in") },
  security: [{ session: [] }],
};

/** Signing out, here (/logout) or in every browser (/logout/everywhere): the session ends, the cart is emptied, and another one begins. */
export async function signOutRoutes(app: FastifyInstance) {
  app.post("/logout", { config: { api: here } }, async (request, reply) => {
    const { user } = request;
    if (request.knowledge !== "none") await Promise.all([request.cart.leave(user), reply.signOut()]);
    if (user) request.logSecurity("sign-out", user);
    return confirm(request, reply);
  });

  app.post("/logout/everywhere", { config: { api: everywhere } }, async (request, reply) => {
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
