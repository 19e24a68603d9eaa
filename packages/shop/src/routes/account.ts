import type { FastifyInstance } from "fastify";
import { Problem } from "../problem.ts";

/** Shows who is signed in, and the button to sign out everywhere. */
export async function accountRoutes(app: FastifyInstance) {
  app.get("/account", async (request, reply) => {
    const { user } = request;
    if (!user && !request.wantsJson) return reply.redirect("/login?next=/account", 303);
    if (!user) throw new Problem(401, "Please sign in to see your account.");
    return request.wantsJson ? { user } : reply.page("account", "Your account", {});
  });
}
