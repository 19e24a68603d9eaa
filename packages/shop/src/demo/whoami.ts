import type { Eta } from "eta";
import type { FastifyInstance } from "fastify";
import { jsonOrPage } from "../api/route-description.ts";
import { exactly } from "../api/schemas.ts";
import { countItems } from "../cart-total.ts";
import type { StateKind } from "./state-kind.ts";

const api = {
  summary: "What this replica knows about the customer",
  response: {
    200: jsonOrPage(
      "What it knows",
      exactly({
        replica: { type: "string" },
        state: { enum: ["memory", "redis"] },
        session: { enum: ["none", "known", "unknown"] },
        user: { type: ["string", "null"] },
        items: { type: "integer", minimum: 0 },
      }),
    ),
  },
};

/** What this replica knows about the sender of the request: a page for people, JSON for the lab. */
export async function whoamiRoutes(
  app: FastifyInstance,
  { replica, kind, eta }: { replica: string; kind: StateKind; eta: Eta },
) {
  app.get("/whoami", { config: { api } }, async ({ knowledge, user, cart, wantsJson }, reply) => {
    const items = countItems(cart.linesFor(user));
    const whoami = { replica, state: kind, session: knowledge, user, items };
    if (wantsJson) return whoami;
    return reply.page("extension-page", "What does this server know about me?", {
      html: eta.render("@whoami", whoami),
    });
  });
}
