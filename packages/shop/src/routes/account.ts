import type { FastifyInstance } from "fastify";
import { empty, jsonOrPage, problemDocumentOnly } from "../api/route-description.ts";
import { exactly } from "../api/schemas.ts";
import { Problem } from "../problem.ts";

const api = {
  summary: "Who is signed in",
  response: {
    200: jsonOrPage("The signed-in user", exactly({ user: { type: "string" } })),
    303: empty("A person who has not signed in is sent to /login"),
    401: problemDocumentOnly("Nobody is signed in"),
  },
  security: [{ session: [] }],
};

/** Shows who is signed in, and the button to sign out everywhere. */
export async function accountRoutes(app: FastifyInstance) {
  app.get("/account", { config: { api } }, async (request, reply) => {
    const { user } = request;
    if (!user && !request.wantsJson) return reply.redirect("/login?next=/account", 303);
    if (!user) throw new Problem(401, "Please sign in to see your account.");
    return request.wantsJson ? { user } : reply.page("account", "Your account", {});
  });
}
