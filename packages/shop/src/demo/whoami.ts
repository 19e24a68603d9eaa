import type { Eta } from "eta";
import type { FastifyInstance } from "fastify";
import { countItems } from "../cart-total.ts";
import type { StateKind } from "./state-kind.ts";

/** What this replica knows about the sender of the request: a page for people, JSON for the lab. */
export async function whoamiRoutes(
  app: FastifyInstance,
  { replica, kind, eta }: { replica: string; kind: StateKind; eta: Eta },
) {
  app.get("/whoami", async ({ knowledge, user, cart, wantsJson }, reply) => {
    const items = countItems(cart.linesFor(user));
    const whoami = { replica, state: kind, session: knowledge, user, items };
    if (wantsJson) return whoami;
    return reply.page("extension-page", "What does this server know about me?", {
      html: eta.render("@whoami", whoami),
    });
  });
}
